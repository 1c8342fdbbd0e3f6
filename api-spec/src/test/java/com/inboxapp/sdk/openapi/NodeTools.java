package com.inboxapp.sdk.openapi;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The programs of {@code .ci/npm}, installed from its lock file if necessary.
 *
 * <p>Without Node, tests that use them are skipped with a message that names the packages to install. With {@code
 * INBOX_REQUIRE_NODE=true}, as a system property or in the environment, they fail instead.
 */
public final class NodeTools {

    private static final String REQUIRED = "INBOX_REQUIRE_NODE";

    /** The exit code of a program, and its output to both streams. */
    public record Result(int exit, String output) {}

    private final Path root;
    private final Path directory;

    private NodeTools(Path root) {
        this.root = root;
        this.directory = root.resolve(".ci").resolve("npm");
    }

    /** Returns the installed tools. Aborts or fails the test if they cannot be installed. */
    public static synchronized NodeTools installed() {
        NodeTools tools = new NodeTools(findRoot());
        tools.install();
        return tools;
    }

    /** Returns the root directory of the project. */
    public Path root() {
        return root;
    }

    /** Runs one of the installed programs. */
    public Result run(String program, Object... arguments) {
        return execute(path(program), arguments);
    }

    /** Returns the path of an installed program. */
    public Path path(String program) {
        return directory.resolve("node_modules").resolve(".bin").resolve(program);
    }

    /** Runs a script that can require the installed packages. */
    public Result evaluate(String script, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--eval", script, "--"));
        all.addAll(Arrays.asList(arguments));
        return node(all.toArray());
    }

    /** Runs Node itself. */
    public Result node(Object... arguments) {
        return execute("node", arguments);
    }

    /**
     * Returns whether the packages are installed. npm writes {@code .package-lock.json} last: if it is missing, the installation was
     * interrupted. If it is older than the lock file, the lock file has changed.
     */
    private boolean isInstalled() {
        Path installed = directory.resolve("node_modules").resolve(".package-lock.json");
        Path locked = directory.resolve("package-lock.json");
        try {
            return Files.exists(installed)
                    && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(locked)) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() {
        try {
            execute("node", "--version");
            Result result = isInstalled() ? new Result(0, "") : execute("npm", "ci", "--ignore-scripts");
            if (result.exit() != 0) {
                missing("'npm ci' failed in " + directory + ":\n" + result.output());
            }
        } catch (UncheckedIOException e) {
            missing("Node.js and npm are not installed (Debian: apt-get install nodejs npm): " + e.getMessage());
        }
    }

    private static void missing(String problem) {
        if (Boolean.getBoolean(REQUIRED) || Boolean.parseBoolean(System.getenv(REQUIRED))) {
            fail(problem);
        }
        abort(problem);
    }

    private Result execute(Object program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path findRoot() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve(".ci").resolve("npm").resolve("package.json"))) {
                return path;
            }
        }
        throw new IllegalStateException("no .ci/npm above " + Path.of("").toAbsolutePath());
    }
}
