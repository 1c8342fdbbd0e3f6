package com.inboxapp.sdk.examples;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.InboxThread;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.LookupThreadQuery;
import com.inboxapp.sdk.model.Message;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SentMessage;
import com.inboxapp.sdk.rx.Page;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the first steps of the account-links guide. Uses the real API if {@code INBOX_API_TOKEN} is set, and otherwise a sandbox in this
 * process. On the real API, it only reads.
 */
public final class Quickstart {
    private static final String SANDBOX_TOKEN = "sandbox-token";
    /** The prospect in the guide's samples. */
    private static final PlatformUserId PROSPECT = PlatformUserId.of("555555555");

    private static final int GUIDE_SAMPLE_PAGE = 20;

    private final InboxClient inbox;
    private final RxInboxClient rx;
    private final PrintStream out;

    Quickstart(InboxClient inbox, PrintStream out) {
        this.inbox = inbox;
        this.rx = RxInboxClient.create(inbox);
        this.out = out;
    }

    /**
     * Runs the quickstart.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try {
            run(System.getenv(), System.out);
        } catch (InboxException | IllegalArgumentException e) {
            System.err.println("The quickstart failed: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(Map<String, String> environment, PrintStream out) {
        if (environment.containsKey(InboxClient.TOKEN_VARIABLE)) {
            try (InboxClient inbox = InboxClient.fromEnv(environment)) {
                out.println("Connected to " + inbox.baseUrl());
                new Quickstart(inbox, out).readOnly();
            }
            return;
        }
        try (InboxSandbox sandbox = InboxSandbox.builder().token(SANDBOX_TOKEN).start();
                InboxClient inbox = InboxClient.fromEnv(sandboxEnvironment(sandbox, environment))) {
            out.println("Connected to a sandbox at " + inbox.baseUrl()
                    + " (set INBOX_API_TOKEN to use the real API; the quickstart then only reads)");
            Quickstart quickstart = new Quickstart(inbox, out);
            quickstart.readOnly();
            quickstart.send();
        }
    }

    private static Map<String, String> sandboxEnvironment(InboxSandbox sandbox, Map<String, String> environment) {
        Map<String, String> adjusted = new HashMap<>(environment);
        adjusted.put(InboxClient.TOKEN_VARIABLE, SANDBOX_TOKEN);
        adjusted.put(InboxClient.BASE_URL_VARIABLE, sandbox.baseUrl());
        adjusted.remove(InboxClient.API_BASE_URL_VARIABLE);
        return adjusted;
    }

    private void readOnly() {
        List<AccountLink> accounts = listAccounts();
        if (accounts.isEmpty()) {
            out.println(
                    "Connect an X account in the Inbox dashboard (Settings, Connected Accounts) and run this again.");
            return;
        }
        streamThreads(accounts.get(0));
        lookUp(accounts);
        countPerAccount(accounts);
    }

    private List<AccountLink> listAccounts() {
        List<AccountLink> accounts = inbox.accountLinks().list().execute().accountLinks();
        out.printf("%n%d connected account(s)%n", accounts.size());
        accounts.forEach(
                account -> out.printf("  @%-14s %s (%s)%n", account.platformUsername(), account.name(), account.id()));
        return accounts;
    }

    private void streamThreads(AccountLink account) {
        Count count = count(account);
        out.printf("%nAll threads of @%s%n", account.platformUsername());
        out.printf("  %d threads on %d pages", count.threads, count.pages);
        out.printf(" (the first page alone would have shown %d)%n", Math.min(GUIDE_SAMPLE_PAGE, count.threads));
        rx.threads()
                .all(query(account))
                .take(3)
                .blockingForEach(
                        thread -> out.printf("  - @%s%s%n", thread.prospect().username(), lastMessage(thread)));
    }

    private static String lastMessage(InboxThread thread) {
        return thread.lastMessage() == null
                ? ""
                : ": " + shorten(thread.lastMessage().text());
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private void lookUp(List<AccountLink> accounts) {
        out.printf("%nThreads with the prospect %s%n", PROSPECT);
        for (AccountLink account : accounts) {
            InboxThread thread = thread(account);
            out.printf(
                    "  @%-14s %s%n",
                    account.platformUsername(), thread == null ? "no existing thread" : "thread " + thread.id());
        }
    }

    private @Nullable InboxThread thread(AccountLink account) {
        return inbox.threads()
                .lookup(LookupThreadQuery.builder()
                        .prospectPlatformId(PROSPECT)
                        .accountLinkId(account.id())
                        .build())
                .execute()
                .thread();
    }

    private void countPerAccount(List<AccountLink> accounts) {
        out.printf("%nThreads per account%n");
        for (AccountLink account : accounts) {
            out.printf("  @%-14s %d%n", account.platformUsername(), count(account).threads);
        }
    }

    private record Count(int threads, int pages) {
        Count plus(Page<InboxThread> page) {
            return new Count(threads + page.items().size(), pages + 1);
        }
    }

    /** Pages through all threads. Each page is requested after the previous one has been counted. */
    private Count count(AccountLink account) {
        return rx.threads()
                .pager(query(account))
                .pages()
                .reduce(new Count(0, 0), Count::plus)
                .blockingGet();
    }

    private static ListThreadsQuery query(AccountLink account) {
        return ListThreadsQuery.builder().accountLinkId(account.id()).limit(100).build();
    }

    /** Sends a message. Called only on the sandbox, because on the real API a person would receive it. */
    private void send() {
        AccountLink sales = inbox.accountLinks().list().execute().accountLinks().stream()
                .filter(account -> account.platformUsername().equals("acmecorp"))
                .findFirst()
                .orElseThrow();
        SentMessage sent = inbox.messages()
                .quickSend(QuickSendRequest.builder()
                        .prospectPlatformId(PROSPECT)
                        .accountLinkId(sales.id())
                        .text("Hi! Reaching out from our sales team.")
                        .build())
                .execute();
        Message message = sent.message();
        out.printf(
                "%nSent from @%s in thread %s%n",
                sales.platformUsername(), sent.thread().id());
        out.printf("  %s  %s%n", message.createdAt(), message.text());
    }
}
