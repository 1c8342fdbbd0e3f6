'use strict';

// the selected account and thread, and the last rendered state
let account = '';
let thread = '';
let shown = '';

const byId = id => document.getElementById(id);

/** Creates an element. Data from the server is inserted as text, never as markup. */
function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function choice(text, quiet, pressed, choose) {
  const item = document.createElement('li');
  const button = element('button', text);
  button.type = 'button';
  button.setAttribute('aria-pressed', pressed);
  button.append(element('span', quiet, 'quiet'));
  button.addEventListener('click', choose);
  item.append(button);
  return item;
}

function show(state) {
  const accounts = [['', 'All accounts', '']].concat(
      state.accounts.map(one => [one.id, '@' + one.username, one.id + ' ' + one.status]));
  byId('accounts').replaceChildren(...accounts.map(([id, name, quiet]) =>
      choice(name, quiet, id === account, () => { account = id; refresh(); })));

  const select = document.querySelector('select[name=account]');
  if (select.options.length !== state.accounts.length) {
    select.replaceChildren(...state.accounts.map(one => {
      const option = element('option', '@' + one.username);
      option.value = one.id;
      return option;
    }));
  }

  byId('threads').replaceChildren(...state.threads.map(one =>
      choice(one.name + ' @' + one.username + ': ' + one.last, one.time + ' ' + one.views + ' at @' + one.account,
          one.id === thread, () => { thread = one.id; refresh(); })));

  byId('messages').replaceChildren(...state.messages.map(one => {
    const item = element('li', one.text, one.outbound ? 'outbound' : '');
    item.append(element('span', (one.outbound ? 'the team, ' : 'the prospect, ') + one.time, 'quiet'));
    return item;
  }));

  byId('requests').replaceChildren(...state.requests.map(one => {
    const item = element('li', one.method + ' ' + one.path + (one.query ? '?' + one.query : '') + ' ');
    const good = one.status >= 200 && one.status < 300;
    item.append(element('strong', one.status === 0 ? 'no response' : String(one.status), good ? 'good' : 'bad'));
    item.append(element('span', good ? 'valid' : one.problem, 'quiet'));
    return item;
  }));
}

/** Returns the message of an error body. */
function errorMessage(text) {
  return JSON.parse(text).error.message;
}

async function refresh() {
  try {
    const response = await fetch('/page/state?' + new URLSearchParams({account, thread}));
    const text = await response.text();
    byId('error').textContent = response.ok ? '' : errorMessage(text);
    if (response.ok && text + account + thread !== shown) {
      shown = text + account + thread;
      show(JSON.parse(text));
    }
  } catch (unreachable) {
    byId('error').textContent = 'The sandbox does not respond.';
  }
}

document.getElementById('prospect').addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  const response = await fetch('/page/receive', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  byId('sent').textContent = response.ok ? 'Sent.' : errorMessage(await response.text());
  if (response.ok) form.elements.text.value = '';
  refresh();
});

refresh();
setInterval(refresh, 1000);
