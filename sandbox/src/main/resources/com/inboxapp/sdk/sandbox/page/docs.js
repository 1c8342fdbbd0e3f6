'use strict';

/**
 * What the form of an operation contains can be sent as it stands: the document's examples of optional parameters exclude each
 * other, so that they become text; of parameters of which exactly one is needed, the first keeps its example.
 */
function withoutOptionalExamples(api) {
  const operations = Object.values(api.paths || {}).flatMap(Object.values);
  const needed = operations.flatMap(operation => operation['x-inbox-exactly-one-of'] || []).map(names => names[0]);
  operations
    .flatMap(operation => operation.parameters || [])
    .concat(Object.values(api.components?.parameters || {}))
    .filter(parameter => parameter.example !== undefined && !parameter.required && !needed.includes(parameter.name))
    .forEach(withoutExample);
  return api;
}

function withoutExample(parameter) {
  const example = typeof parameter.example === 'string' ? parameter.example : JSON.stringify(parameter.example);
  parameter.description = `${parameter.description || ''}\n\nExample: \`${example}\``;
  delete parameter.example;
  if (parameter.style === 'deepObject') {
    parameter.example = {}; // without one, the form has all properties of the object
  }
}

/** The bracket notation of a value: `filters[tags][selectedIds][0]=tag_support`. */
function brackets(name, value) {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => brackets(`${name}[${key}]`, inner))
    : [[name, String(value)]];
}

/** The renderer writes the inner levels of an object as JSON. */
function inBrackets(request) {
  const url = new URL(request.url, window.location.href);
  const pairs = [...url.searchParams].flatMap(([name, value]) => {
    try {
      return brackets(name, /^[[{]/.test(value) ? JSON.parse(value) : value);
    } catch {
      return [[name, value]];
    }
  });
  url.search = new URLSearchParams(pairs);
  return { ...request, url: url.href };
}

// nothing is fetched from, or sent to, anywhere else: no validator, no stored token
SwaggerUIBundle({
  url: '/docs/inbox.yaml',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null,
  persistAuthorization: false,
  requestInterceptor: inBrackets,
  plugins: [
    {
      statePlugins: {
        spec: { wrapActions: { updateJsonSpec: update => api => update(withoutOptionalExamples(api)) } },
      },
    },
  ],
});
