package com.example.modular;

import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.rx.AccountRef;
import com.inboxapp.sdk.rx.Accounts;
import com.inboxapp.sdk.rx.OutreachResult;
import com.inboxapp.sdk.rx.RxInboxClient;
import com.inboxapp.sdk.store.StateStore;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Uses the helpers for several accounts, with both modules of the SDK as named modules. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        try (URLClassLoader jars = new URLClassLoader(jars(Path.of(args[0])), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = jars.loadClass("com.inboxapp.sdk.sandbox.InboxSandbox");
            Object builder = type.getMethod("builder").invoke(null);
            Object sandbox = builder.getClass().getMethod("start").invoke(builder);
            try (InboxClient inbox = InboxClient.builder()
                    .apiToken("sandbox-token")
                    .baseUrl((String) type.getMethod("baseUrl").invoke(sandbox))
                    .build()) {
                use(RxInboxClient.create(inbox));
            } finally {
                type.getMethod("close").invoke(sandbox);
            }
        }
    }

    private static void use(RxInboxClient rx) {
        System.out.println("it is " + rx.getClass().getModule());
        Accounts accounts = rx.accounts();
        AccountRef first = AccountRef.id(AccountLinkId.of("acc_abc123"));
        AccountRef second = AccountRef.id(AccountLinkId.of("acc_def456"));
        System.out.println("merged threads: "
                + accounts.mergedInbox(ListThreadsQuery.builder().build(), first, second)
                        .take(3)
                        .count()
                        .blockingGet());
        List<OutreachResult> results = accounts.outreach()
                .to(PlatformUserId.of("900000001"), "Hi")
                .checkpoint(StateStore.inMemory(), "spring")
                .build()
                .run()
                .toList()
                .blockingGet();
        System.out.println("outreach: " + results.get(0).outcome());
        System.out.println("events: " + rx.eventStream(0).signals().take(1).count().blockingGet());
        System.out.println("threads by page: " + !rx.threads().all(ListThreadsQuery.builder().build()).isEmpty().blockingGet());
    }

    private static URL[] jars(Path folder) throws Exception {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                urls.add(file.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
