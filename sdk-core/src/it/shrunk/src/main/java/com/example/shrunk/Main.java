package com.example.shrunk;

import com.inboxapp.sdk.InboxApiException;
import com.inboxapp.sdk.InboxClient;
import com.inboxapp.sdk.InboxException;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.ListThreadsQuery;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.sandbox.InboxSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Reads, sends and fails on a sandbox, which is not shrunk. */
public final class Main {
    private static final String TOKEN = "sandbox-token";

    private Main() {}

    public static void main(String[] args) throws IOException {
        AccountLink account;
        try (InboxSandbox sandbox = InboxSandbox.builder().token(TOKEN).start();
                InboxClient inbox = client(sandbox.baseUrl())) {
            List<AccountLink> accounts = inbox.accountLinks().list().execute().accountLinks();
            System.out.println("accounts " + accounts.stream().map(AccountLink::platformUsername).toList());
            account = accounts.get(0);
            ListThreadsQuery two = ListThreadsQuery.builder().accountLinkId(account.id()).limit(2).build();
            System.out.println("threads " + inbox.threads().list().execute().threads().size() + ", of one account "
                    + inbox.threads().list(two).execute().threads().size());
            System.out.println("sent " + inbox.messages().quickSend(message(account)).execute().message().text());
            refused(inbox);
        }
        hungUp(account);
    }

    private static InboxClient client(String baseUrl) {
        return InboxClient.builder().apiToken(TOKEN).baseUrl(baseUrl).build();
    }

    private static QuickSendRequest message(AccountLink account) {
        return QuickSendRequest.builder()
                .prospectPlatformId(PlatformUserId.of("555555555"))
                .accountLinkId(account.id())
                .text("Hi!")
                .build();
    }

    private static void refused(InboxClient inbox) {
        try {
            inbox.threads().get(ThreadId.of("nowhere")).execute();
        } catch (InboxApiException.NotFound e) {
            System.out.println("refused with " + e.code() + " by " + inbox.threads().get(ThreadId.of("nowhere")).operation());
        }
    }

    /** What a failed call says of its effect depends on the annotation of the method. */
    private static void hungUp(AccountLink account) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                InboxClient inbox = client("http://localhost:" + server.getLocalPort())) {
            Thread hangingUp = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket socket = server.accept()) {
                            // the request has begun to arrive
                            InputStream request = socket.getInputStream();
                            int next = request.read();
                            socket.shutdownOutput();
                            while (next >= 0) {
                                next = request.read();
                            }
                        }
                    }
                } catch (IOException e) {
                    // the program ends
                }
            });
            hangingUp.setDaemon(true);
            hangingUp.start();
            try {
                inbox.accountLinks().list().execute();
            } catch (InboxException e) {
                System.out.println(e.getMessage());
            }
            try {
                inbox.messages().quickSend(message(account)).execute();
            } catch (InboxException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
