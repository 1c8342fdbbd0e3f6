package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox as a program: {@code java -jar inbox-sandbox.jar --port 8787 --token sandbox-token}. It runs until it is
 * stopped from outside. The exit code is 2 for arguments that it does not understand and 1 if it cannot start.
 */
public final class Main {

    private static final String USAGE = """
            An Inbox API server in memory, with demo data.

            java -jar inbox-sandbox.jar [--port N] [--token T] [--names S] [--seed FILE] [--faults FILE]
                [--webhook URL --webhook-secret S] [--host H] [--allow-host H]...

              --port N    listen on this port; 0 takes a free one (8787)
              --token T   accept this bearer token (sandbox-token)
              --names S   answer in the names of the guide or of the reference (guide)
              --seed FILE           begin with what this JSON file says, in place of the demo data
              --faults FILE         let go wrong what this JSON file says
              --webhook URL         post every event there
              --webhook-secret S    sign what is posted with it
              --host H              listen on this interface (127.0.0.1); any but a
                                    loopback interface needs a token of your own
              --allow-host H        answer requests for this host too, besides those for
                                    localhost, 127.0.0.1 and [::1]; can be repeated
              --help      print this and stop""";

    private static final String STARTED = """
            Inbox sandbox: %1$s

            With the SDK:
              export INBOX_BASE_URL=%1$s
              export INBOX_API_TOKEN=%2$s
            In the browser:
              %3$s, the API's document at %3$sdocs/
            By hand:
              curl -g -H 'Authorization: Bearer %2$s' '%1$s/threads?accountLinkId=acc_abc123'

            It keeps what you write until you stop it with Ctrl+C.""";

    private Main() {}

    /** Starts a sandbox and leaves it running. */
    public static void main(String[] arguments) {
        try {
            run(arguments, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(2);
        } catch (UncheckedIOException e) {
            System.err.println("The sandbox does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Does what the arguments say.
     *
     * @return the sandbox, running; null if only help was asked for
     * @throws IllegalArgumentException if the arguments are wrong; the message says how
     * @throws UncheckedIOException if the port cannot be listened on
     */
    static @Nullable InboxSandbox run(String[] arguments, PrintStream out) {
        InboxSandbox.Builder builder = InboxSandbox.builder().port(8787);
        String token = "sandbox-token";
        String faults = null;
        String webhook = null;
        String secret = null;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--help", "-h" -> {
                    out.println(USAGE);
                    return null;
                }
                case "--port" -> builder.port(port(value(arguments, ++i)));
                case "--token" -> {
                    token = value(arguments, ++i);
                    builder.token(token);
                }
                case "--seed" -> builder.seed(Path.of(value(arguments, ++i)));
                case "--faults" -> faults = read(value(arguments, ++i));
                case "--webhook" -> webhook = value(arguments, ++i);
                case "--webhook-secret" -> secret = value(arguments, ++i);
                case "--host" -> builder.host(value(arguments, ++i));
                case "--allow-host" -> builder.allowHost(value(arguments, ++i));
                case "--names" -> builder.names(names(value(arguments, ++i)));
                default -> throw new IllegalArgumentException("unknown argument: " + arguments[i]);
            }
        }
        if ((webhook == null) != (secret == null)) {
            throw new IllegalArgumentException("--webhook and --webhook-secret go together");
        }
        if (webhook != null && secret != null) {
            builder.webhook(URI.create(webhook), secret);
        }
        InboxSandbox sandbox = builder.start();
        try {
            if (faults != null) {
                sandbox.faults().add(faults);
            }
        } catch (IllegalArgumentException e) {
            sandbox.close();
            throw e;
        }
        out.printf(STARTED + "%n", sandbox.baseUrl(), token, sandbox.pageUrl());
        out.flush();
        return sandbox;
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the faults cannot be read: " + e, e);
        }
    }

    private static Names names(String text) {
        return switch (text) {
            case "guide" -> Names.GUIDE;
            case "reference" -> Names.REFERENCE;
            default -> throw new IllegalArgumentException("--names takes guide or reference, not '" + text + "'");
        };
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port takes a number, not '" + text + "'", e);
        }
    }
}
