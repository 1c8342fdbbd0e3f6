package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.ApiTable.Operation;
import com.inboxapp.sdk.ApiTable.Sent;
import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.model.MessageId;
import com.inboxapp.sdk.model.ThreadId;
import com.inboxapp.sdk.query.NameSet;
import com.inboxapp.sdk.runtime.ApiOperation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    static List<Operation> operations() {
        return ApiTable.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsMethodPathAndBodyInTheNamesOfTheGuide(Operation operation) {
        assertSent(operation, operation.guide(), server.client());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsMethodPathAndBodyInTheNamesOfTheReference(Operation operation) {
        assertSent(operation, operation.reference(), server.client(builder -> builder.names(NameSet.REFERENCE)));
    }

    private void assertSent(Operation operation, Sent sent, InboxClient client) {
        server.enqueue(operation.response());

        InboxCall<?> call = operation.call().apply(client);
        Object result = call.execute();

        RecordedRequest request = server.received();
        assertThat(request.getRequestLine()).isEqualTo(operation.method() + " /api/v1" + sent.target() + " HTTP/1.1");
        assertThat(TestServer.body(request)).isEqualTo(sent.body());
        assertThat(result == null).isEqualTo(operation.response().isEmpty());
        assertThat(server.requests()).isOne();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sendsAContentTypeOnlyWithABody(Operation operation) {
        server.enqueue(operation.response());

        operation.call().apply(server.client()).execute();

        assertThat(server.received().getHeaders().get("Content-Type"))
                .isEqualTo(operation.guide().body().isEmpty() ? null : "application/json; charset=UTF-8");
    }

    @Test
    void coversEveryOperationWithItsSafety() {
        List<String> inTable = operations().stream()
                .map(operation -> operation.id() + " " + operation.safety())
                .toList();

        assertThat(generated()).hasSize(38).containsExactlyInAnyOrderElementsOf(inTable);
    }

    private static List<String> generated() {
        List<String> generated = new ArrayList<>();
        for (Method resource : InboxApis.class.getMethods()) {
            for (Method method : resource.getReturnType().getMethods()) {
                ApiOperation operation = method.getAnnotation(ApiOperation.class);
                if (operation != null) {
                    generated.add(operation.id() + " " + operation.safety());
                }
            }
        }
        return generated;
    }

    @Test
    void exposesTheOperationOfACall() {
        assertThat(server.client().threads().list().operation()).isEqualTo("threads.list");
    }

    @Test
    void sendsNoQueryAndAnEmptyBodyByDefault() {
        InboxClient client = server.client();
        server.enqueue(Responses.THREAD_PAGE);
        server.enqueue(Responses.MESSAGE_PAGE);
        server.enqueue(Responses.EVENTS);
        server.enqueue(Responses.DELETED_MESSAGE);

        client.threads().list().execute();
        client.messages().list(ThreadId.of("thread_1")).execute();
        client.events().list().execute();
        client.messages().delete(ThreadId.of("thread_1"), MessageId.of("msg_1")).execute();

        assertThat(server.received().getTarget()).isEqualTo("/api/v1/threads");
        assertThat(server.received().getTarget()).isEqualTo("/api/v1/threads/thread_1/messages");
        assertThat(server.received().getTarget()).isEqualTo("/api/v1/events");
        assertThat(TestServer.body(server.received())).isEqualTo("{}");
    }

    @Test
    void sendsTheExpectedHeadersWithARead() {
        server.enqueue(Responses.TEAM);

        server.client().team().get().execute();

        RecordedRequest request = server.received();
        assertThat(request.getHeaders().names())
                .containsExactlyInAnyOrder("Authorization", "Host", "Connection", "Accept-Encoding", "User-Agent");
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + TestServer.TOKEN);
    }

    @Test
    void addsContentHeadersToAWrite() {
        server.enqueue(Responses.TAG);

        ApiTable.call("tags.create", server.client()).execute();

        assertThat(server.received().getHeaders().names())
                .containsExactlyInAnyOrder(
                        "Authorization",
                        "Host",
                        "Connection",
                        "Accept-Encoding",
                        "User-Agent",
                        "Content-Type",
                        "Content-Length");
    }

    @Test
    void sendsLengthZeroAndNoTypeForAPostWithoutABody() {
        server.enqueue("{\"status\":\"sent\"}");

        server.client().threads().sendTyping(ThreadId.of("thread_1")).execute();

        RecordedRequest request = server.received();
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(request.getHeaders().get("Content-Type")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/api/v1", "/api/v1/", "/a%20b/"})
    void acceptsABaseUrlWithOrWithoutATrailingSlash(String path) {
        server.enqueue(Responses.TEAM);
        String baseUrl = server.mock().url("/").toString();

        server.client(builder -> builder.baseUrl(baseUrl.substring(0, baseUrl.length() - 1) + path))
                .team()
                .get()
                .execute();

        String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        assertThat(server.received().getTarget()).isEqualTo(withoutSlash + "/team");
    }

    @Test
    void sendsOneRequestPerExecutionOfACall() {
        server.enqueue(Responses.TEAM);
        server.enqueue(Responses.TEAM);
        InboxCall<?> call = server.client().team().get();

        assertThat(server.requests()).isZero();
        assertThat(call.execute()).isEqualTo(call.execute());
        assertThat(server.requests()).isEqualTo(2);
    }
}
