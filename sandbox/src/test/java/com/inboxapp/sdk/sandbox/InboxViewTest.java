package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the views of a thread for each combination of its state. */
class InboxViewTest {

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(builder -> builder.seed(everyKindOfThread()).unlimited());

    @ParameterizedTest
    @CsvSource({
        "false, false, none,     default",
        "false, false, inbound,  default no-reply",
        "false, false, outbound, default",
        "false, true,  none,     requests",
        "false, true,  inbound,  requests",
        "false, true,  outbound, requests",
        "true,  false, none,     archived",
        "true,  false, inbound,  archived",
        "true,  false, outbound, archived",
        "true,  true,  none,     archived",
        "true,  true,  inbound,  archived",
        "true,  true,  outbound, archived"
    })
    void listsAThreadUnlessItIsIdle(boolean done, boolean request, String last, String views) {
        assertThat(viewsOf(id(done, request, "active", last))).isEqualTo(List.of(views.split(" ", -1)));
        assertThat(viewsOf(id(done, request, "idle", last))).isEmpty();
    }

    private List<String> viewsOf(String thread) {
        return Stream.of("default", "no-reply", "requests", "archived")
                .filter(view -> Reply.texts(sandbox.allThreads("inboxView=" + view), "id")
                        .contains(thread))
                .toList();
    }

    private static String id(boolean done, boolean request, String status, String last) {
        return "thread_" + done + "_" + request + "_" + status + "_" + last;
    }

    private static String everyKindOfThread() {
        List<String> threads = new ArrayList<>();
        for (boolean done : new boolean[] {false, true}) {
            for (boolean request : new boolean[] {false, true}) {
                for (String status : List.of("active", "idle")) {
                    for (String last : List.of("none", "inbound", "outbound")) {
                        String messages =
                                last.equals("none") ? "" : "{\"text\": \"Hi\", \"direction\": \"%s\"}".formatted(last);
                        threads.add("""
                                {"id": "%s", "accountLinkId": "acc_a", "prospectPlatformId": "%d", "done": %s,
                                 "isRequest": %s, "status": "%s", "messages": [%s]}""".formatted(
                                id(done, request, status, last), threads.size() + 1, done, request, status, messages));
                    }
                }
            }
        }
        String prospects = Stream.iterate(1, number -> number + 1)
                .limit(threads.size())
                .map(number -> "{\"platformId\": \"%d\", \"username\": \"u%d\"}".formatted(number, number))
                .collect(Collectors.joining(","));
        return """
                {"accountLinks": [{"id": "acc_a", "platformId": "99", "platformUsername": "acme"}],
                 "prospects": [%s], "threads": [%s]}""".formatted(prospects, String.join(",", threads));
    }
}
