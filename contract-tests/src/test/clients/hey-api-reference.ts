import { client } from "./hey-api-reference-client/client.gen";
import {
  accountLinksList,
  messagesList,
  messagesQuickSend,
  threadsGet,
  threadsList,
  threadsLookupByUsername,
} from "./hey-api-reference-client";

declare const process: { argv: string[] };

async function main(baseUrl: string): Promise<void> {
  client.setConfig({ baseUrl, auth: "sandbox-token" });

  const accounts = (await accountLinksList()).data!;
  const account = accounts.find((link) => link.username === "acmecorp")!;

  const first = (await threadsList({ query: { "accountLinkIds[]": [account.id], inbox: "default", limit: 2 } })).data!;
  const next = (
    await threadsList({
      query: {
        "accountLinkIds[]": [account.id],
        limit: 2,
        cursorId: first.nextCursor!.id,
        cursorTimestamp: first.nextCursor!.timestamp,
      },
    })
  ).data!;
  const bracketed = (await threadsList({ query: { "accountLinkIds[]": [account.id], limit: 2, cursor: first.nextCursor! } }))
    .data!;
  const prospect = first.threads[0]!.prospect;

  const byUsername = (
    await threadsLookupByUsername({ query: { username: prospect.username, "accountLinkIds[]": [account.id] } })
  ).data!;
  const sent = (
    await messagesQuickSend({
      body: { accountLinkId: account.id, externalPlatformId: prospect.platformId, content: "Hi & welcome" },
    })
  ).data!;
  const messages = (await messagesList({ path: { threadId: sent.thread.id }, query: { limit: 1 } })).data!;
  const missing = await threadsGet({ path: { threadId: "thread_missing" } });

  console.log(
    JSON.stringify({
      accounts: accounts.length,
      pages: [first.threads.length, next.threads.length],
      bracketed: bracketed.threads.map((thread) => thread.id).join() === next.threads.map((thread) => thread.id).join(),
      byUsername: byUsername.map((thread) => thread.accountLinkId),
      text: messages.messages[0]!.content,
      error: missing.error!.error.code,
    }),
  );
}

void main(process.argv[2]!);
