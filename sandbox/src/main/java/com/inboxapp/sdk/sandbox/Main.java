package com.inboxapp.sdk.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line program: {@code java -jar inbox-sandbox.jar --port 8787 --token sandbox-token}. It runs until the process is stopped.
 * The exit code is 2 for invalid arguments, and 1 if the sandbox cannot start.
 */
public final class Main {

    private static final String USAGE = """
            An in-memory Inbox API server with demo data.

            java -jar inbox-sandbox.jar [--port N] [--token T] [--names S] [--seed FILE] [--faults FILE]
                [--webhook URL --webhook-secret S] [--host H] [--allow-host H]...

              --port N              listen on this port; 0 picks a free port (default: 8787)
              --token T             accept this bearer token (default: sandbox-token)
              --names S             name set of responses: guide or reference (default: guide)
              --seed FILE           start with the data of this JSON file instead of the demo data
              --faults FILE         add the faults of this JSON file
              --webhook URL         post every event to this URL
              --webhook-secret S    sign webhook deliveries with this secret
              --host H              listen on this interface (default: 127.0.0.1); an interface that
                                    other machines can reach requires a --token other than the default
              --allow-host H        allow requests for this host, in addition to localhost,
                                    127.0.0.1 and [::1]; can be repeated
              --help                print this help and exit""";

    private static final String STARTED = """
            Inbox sandbox: %1$s

            With the SDK:
              export INBOX_BASE_URL=%1$s
              export INBOX_API_TOKEN=%2$s
            In the browser:
              %3$s (OpenAPI document: %3$sdocs/)
            With curl:
              curl -g -H 'Authorization: Bearer %2$s' '%1$s/threads?accountLinkId=acc_abc123'

            Press Ctrl+C to stop the sandbox and discard its data.""";

    private Main() {}

    /** Starts a sandbox and leaves it running. */
    public static void main(String[] arguments) {
        try {
            run(arguments, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(2);
        } catch (UncheckedIOException e) {
            System.err.println("Cannot start the sandbox: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Parses the arguments and starts a sandbox.
     *
     * @return the running sandbox; null if the help was printed
     * @throws IllegalArgumentException if the arguments are invalid; the message contains the reason
     * @throws UncheckedIOException if a file cannot be read, or the sandbox cannot listen on the host and port
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
            throw new IllegalArgumentException("--webhook and --webhook-secret must be given together");
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
            throw new UncheckedIOException("cannot read the faults: " + e, e);
        }
    }

    private static NameSet names(String text) {
        return switch (text) {
            case "guide" -> NameSet.GUIDE;
            case "reference" -> NameSet.REFERENCE;
            default -> throw new IllegalArgumentException("--names must be guide or reference, but was '" + text + "'");
        };
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port must be a number, but was '" + text + "'", e);
        }
    }
}
