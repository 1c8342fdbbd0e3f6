package com.inboxapp.sdk;

import static com.inboxapp.sdk.TestServer.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.EditMessageRequest;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.PlatformUserId;
import com.inboxapp.sdk.model.ProspectId;
import com.inboxapp.sdk.model.QuickSendRequest;
import com.inboxapp.sdk.model.SendMessageRequest;
import com.inboxapp.sdk.model.ThreadId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;

/** A call, and what a server answers it that repeats the token and the text of the message. */
record EchoedCall(String text, String answer, Function<InboxClient, InboxCall<?>> make) {
    static final String TEXT = "between you and me, \"nobody\"\nelse: 7,500 €";
    static final String ANYTHING = TOKEN + " " + TEXT;
    static final String IN_HEADER = "x" + TOKEN;

    private static final String NUMBERS = """
            {"platformId":"1","username":"x","followersCount":7,"confidence":0.5,"isFresh":true,"documentId":7.5,\
            "context":{"tags":[],"statusId":null,"valuation":12.5,"notes":null},"lastUpdatedAt":"2025-11-10T18:03:16.000Z"}""";
    private static final String EVENT = """
            {"events":[{"id":"e","seq":7,"teamId":"t","type":"message.created","timestamp":"2025-11-10T18:03:16.000Z",\
            "version":"1.0","data":{"text":"x"}}],"hasMore":false,"lastSeq":7}""";
    private static final List<String> ECHOING_HEADERS =
            List.of("X-Request-Id", "Retry-After", "X-RateLimit-Limit", "Location", "Server", "Date");

    static List<EchoedCall> all() {
        List<EchoedCall> calls = new ArrayList<>();
        for (Operation operation : ApiTable.operations()) {
            calls.add(new EchoedCall("", operation.answer(), operation.call()));
        }
        ThreadId thread = ThreadId.of("thread_1");
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(AccountLinkId.of("acc_abc123"))
                .prospectPlatformId(PlatformUserId.of("555555555"))
                .text(TEXT)
                .build();
        calls.add(new EchoedCall(
                TEXT, Answers.SENT_MESSAGE, client -> client.messages().quickSend(message)));
        calls.add(new EchoedCall(
                TEXT,
                Answers.MESSAGE,
                client -> client.messages()
                        .send(thread, SendMessageRequest.builder().text(TEXT).build())));
        calls.add(new EchoedCall(
                TEXT,
                Answers.EDITED_MESSAGE,
                client -> client.messages()
                        .edit(
                                thread,
                                MessageId.of("msg_1"),
                                EditMessageRequest.builder().text(TEXT).build())));
        calls.add(new EchoedCall("", NUMBERS, client -> client.prospects().get(ProspectId.of("prospect_1"))));
        calls.add(new EchoedCall("", EVENT, client -> client.events().list()));
        return calls;
    }

    private String said() {
        return text.isEmpty() ? TOKEN : ANYTHING;
    }

    private static String inJson(String said) {
        return said.replace("\"", "\\\"").replace("\n", "\\n");
    }

    MockResponse.Builder answer(int status, String body) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
        ECHOING_HEADERS.forEach(name -> answer.addHeader(name, IN_HEADER));
        return answer;
    }

    byte[] rawAnswer(int status, String body) {
        String headers = ECHOING_HEADERS.stream()
                .map(name -> name + ": " + IN_HEADER + "\r\n")
                .collect(Collectors.joining());
        return ("HTTP/1.1 " + status + " " + TOKEN + "\r\nContent-Type: " + IN_HEADER + "\r\nConnection: close\r\n"
                        + headers + "\r\n" + body)
                .getBytes(UTF_8);
    }

    List<String> errors() {
        String echo = inJson(said());
        return List.of(
                "",
                said(),
                "<html><h1>" + said() + "</h1></html>",
                "{\"error\":{\"code\":\"" + TOKEN + "\",\"message\":\"no: " + echo + "!\",\"status\":400}}",
                "{\"error\":\"" + echo + "\",\"requestId\":\"" + TOKEN + "\"}",
                "{\"code\":\"X\",\"message\":\"" + echo + "\",\"details\":{\"text\":\"" + echo + "\"}}",
                "{\"message\":{\"" + echo + "\":\"" + echo + "\"}}",
                "{\"error\":{\"message\":\"cut off " + echo,
                "\"" + echo + "\"",
                "[\"" + echo + "\"]");
    }

    /** Whatever is in an answer that cannot be read: it is not shown, whose text ever it is. */
    List<String> unreadable() {
        String echo = Matcher.quoteReplacement("\"" + inJson(ANYTHING) + "\"");
        return List.of(
                "",
                ANYTHING,
                "<html>" + ANYTHING + "</html>",
                "\"" + inJson(ANYTHING) + "\"",
                "[\"" + inJson(ANYTHING) + "\"]",
                "{\"" + inJson(ANYTHING) + "\":" + answer,
                "{\"" + inJson(ANYTHING) + "\"" + answer,
                answer + "\"" + inJson(ANYTHING) + "\"",
                answer + ANYTHING,
                answer.replaceAll("true|false|null", echo),
                answer.replaceAll("\"20[^\"]*Z\"", echo),
                answer.replaceAll(":[0-9.]+(?=[,}])", ":" + echo),
                answer.replaceAll(":\"[^\"]*\"", ":" + echo),
                answer.replaceAll(":\"[^\"]*\"", ":[" + echo + "]"),
                answer.replaceAll(":\"[^\"]*\"", ":{" + echo + ":" + echo + "}"),
                answer.replaceAll(":\"[^\"]*\"", ":" + ANYTHING.replace("\n", "")),
                answer.replaceAll("\\{", "{" + echo + " "),
                answer.replaceAll("\\{", "[" + echo + ","),
                answer.replaceAll("\\}", "," + echo + "}"),
                answer.replaceFirst("\\}", "," + echo));
    }
}
