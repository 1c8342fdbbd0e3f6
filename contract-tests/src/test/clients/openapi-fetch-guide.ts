import createClient from "openapi-fetch";
import type { paths } from "./guide";

declare const process: { argv: string[] };

async function main(baseUrl: string): Promise<void> {
  const inbox = createClient<paths>({ baseUrl, headers: { Authorization: "Bearer sandbox-token" } });

  const accounts = (await inbox.GET("/account-links")).data!.accountLinks;
  const account = accounts.find((link) => link.platformUsername === "acmecorp")!;

  const first = (
    await inbox.GET("/threads", { params: { query: { accountLinkId: account.id, inboxView: "default", limit: 2 } } })
  ).data!;
  const next = (
    await inbox.GET("/threads", {
      params: {
        query: {
          accountLinkId: account.id,
          limit: 2,
          cursorId: first.nextCursor!.id,
          cursorTimestamp: first.nextCursor!.timestamp,
        },
      },
    })
  ).data!;
  const bracketed = (
    await inbox.GET("/threads", {
      params: { query: { accountLinkId: account.id, limit: 2, cursor: first.nextCursor! } },
    })
  ).data!;
  const prospect = first.threads[0]!.prospect;

  const byUsername = (
    await inbox.GET("/threads/lookup-by-username", {
      params: { query: { username: prospect.username, "accountLinkIds[]": [account.id] } },
    })
  ).data!;
  const sent = (
    await inbox.POST("/threads/messages", {
      body: { accountLinkId: account.id, prospectPlatformId: prospect.platformId, text: "Hi & welcome" },
    })
  ).data!;
  const messages = (
    await inbox.GET("/threads/{threadId}/messages", {
      params: { path: { threadId: sent.thread.id }, query: { limit: 1 } },
    })
  ).data!;
  const missing = await inbox.GET("/threads/{threadId}", { params: { path: { threadId: "thread_missing" } } });

  console.log(
    JSON.stringify({
      accounts: accounts.length,
      pages: [first.threads.length, next.threads.length],
      bracketed: bracketed.threads.map((thread) => thread.id).join() === next.threads.map((thread) => thread.id).join(),
      byUsername: byUsername.map((thread) => thread.accountLinkId),
      text: messages.messages[0]!.text,
      error: missing.error!.error.code,
    }),
  );
}

void main(process.argv[2]!);
