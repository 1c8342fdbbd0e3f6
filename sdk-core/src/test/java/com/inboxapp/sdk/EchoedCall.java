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

/** A call, and responses to it that echo the token and the text of the message. */
record EchoedCall(String text, String response, Function<InboxClient, InboxCall<?>> make) {
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
            calls.add(new EchoedCall("", operation.response(), operation.call()));
        }
        ThreadId thread = ThreadId.of("thread_1");
        QuickSendRequest message = QuickSendRequest.builder()
                .accountLinkId(AccountLinkId.of("acc_abc123"))
                .prospectPlatformId(PlatformUserId.of("555555555"))
                .text(TEXT)
                .build();
        calls.add(new EchoedCall(
                TEXT, Responses.SENT_MESSAGE, client -> client.messages().quickSend(message)));
        calls.add(new EchoedCall(
                TEXT,
                Responses.MESSAGE,
                client -> client.messages()
                        .send(thread, SendMessageRequest.builder().text(TEXT).build())));
        calls.add(new EchoedCall(
                TEXT,
                Responses.EDITED_MESSAGE,
                client -> client.messages()
                        .edit(
                                thread,
                                MessageId.of("msg_1"),
                                EditMessageRequest.builder().text(TEXT).build())));
        calls.add(new EchoedCall("", NUMBERS, client -> client.prospects().get(ProspectId.of("prospect_1"))));
        calls.add(new EchoedCall("", EVENT, client -> client.events().list()));
        return calls;
    }

    private String echoed() {
        return text.isEmpty() ? TOKEN : ANYTHING;
    }

    private static String inJson(String echoed) {
        return echoed.replace("\"", "\\\"").replace("\n", "\\n");
    }

    MockResponse.Builder response(int status, String body) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        ECHOING_HEADERS.forEach(name -> response.addHeader(name, IN_HEADER));
        return response;
    }

    byte[] rawResponse(int status, String body) {
        String headers = ECHOING_HEADERS.stream()
                .map(name -> name + ": " + IN_HEADER + "\r\n")
                .collect(Collectors.joining());
        return ("HTTP/1.1 " + status + " " + TOKEN + "\r\nContent-Type: " + IN_HEADER + "\r\nConnection: close\r\n"
                        + headers + "\r\n" + body)
                .getBytes(UTF_8);
    }

    List<String> errors() {
        String echo = inJson(echoed());
        return List.of(
                "",
                echoed(),
                "<html><h1>" + echoed() + "</h1></html>",
                "{\"error\":{\"code\":\"" + TOKEN + "\",\"message\":\"no: " + echo + "!\",\"status\":400}}",
                "{\"error\":\"" + echo + "\",\"requestId\":\"" + TOKEN + "\"}",
                "{\"code\":\"X\",\"message\":\"" + echo + "\",\"details\":{\"text\":\"" + echo + "\"}}",
                "{\"message\":{\"" + echo + "\":\"" + echo + "\"}}",
                "{\"error\":{\"message\":\"cut off " + echo,
                "\"" + echo + "\"",
                "[\"" + echo + "\"]");
    }

    /** Returns unreadable responses, whose contents must not be shown. */
    List<String> unreadable() {
        String echo = Matcher.quoteReplacement("\"" + inJson(ANYTHING) + "\"");
        return List.of(
                "",
                ANYTHING,
                "<html>" + ANYTHING + "</html>",
                "\"" + inJson(ANYTHING) + "\"",
                "[\"" + inJson(ANYTHING) + "\"]",
                "{\"" + inJson(ANYTHING) + "\":" + response,
                "{\"" + inJson(ANYTHING) + "\"" + response,
                response + "\"" + inJson(ANYTHING) + "\"",
                response + ANYTHING,
                response.replaceAll("true|false|null", echo),
                response.replaceAll("\"20[^\"]*Z\"", echo),
                response.replaceAll(":[0-9.]+(?=[,}])", ":" + echo),
                response.replaceAll(":\"[^\"]*\"", ":" + echo),
                response.replaceAll(":\"[^\"]*\"", ":[" + echo + "]"),
                response.replaceAll(":\"[^\"]*\"", ":{" + echo + ":" + echo + "}"),
                response.replaceAll(":\"[^\"]*\"", ":" + ANYTHING.replace("\n", "")),
                response.replaceAll("\\{", "{" + echo + " "),
                response.replaceAll("\\{", "[" + echo + ","),
                response.replaceAll("\\}", "," + echo + "}"),
                response.replaceFirst("\\}", "," + echo));
    }
}
