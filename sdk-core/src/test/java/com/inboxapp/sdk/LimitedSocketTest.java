package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

class LimitedSocketTest {
    private final LimitedSocketFactory sockets = new LimitedSocketFactory(SocketFactory.getDefault());

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private LimitedSocket connected(ServerSocket listener) throws IOException {
        return (LimitedSocket) sockets.createSocket(listener.getInetAddress(), listener.getLocalPort());
    }

    /** A method that is not overridden would act on the unconnected socket of the wrapper. */
    @Test
    void delegatesEveryMethodOfASocket() {
        Stream<Method> all = Arrays.stream(Socket.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic());

        assertThat(all.filter(method -> !isDeclared(method, LimitedSocket.class)))
                .isEmpty();
    }

    /** A factory method that is not overridden would create unlimited sockets. */
    @Test
    void limitsEverySocketOfAFactory() {
        Stream<Method> all = Arrays.stream(SocketFactory.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("createSocket"));

        assertThat(all.filter(method -> !isDeclared(method, LimitedSocketFactory.class)))
                .isEmpty();
    }

    private static boolean isDeclared(Method method, Class<?> type) {
        try {
            return type.getDeclaredMethod(method.getName(), method.getParameterTypes()) != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Test
    void supportsHalfClosedConnections() throws IOException {
        try (ServerSocket listener = listener();
                Socket client = connected(listener);
                Socket server = listener.accept()) {
            client.getOutputStream().write('a');
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).containsExactly('a');
            assertThat(client.isOutputShutdown()).isTrue();
            assertThat(client.isInputShutdown()).isFalse();

            server.getOutputStream().write('b');
            server.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).containsExactly('b');
            assertThat(client.isClosed()).isFalse();

            client.shutdownInput();
            assertThat(client.isInputShutdown()).isTrue();
        }
    }

    @Test
    void appliesTheReadTimeoutAndStaysUsable() throws IOException {
        try (ServerSocket listener = listener();
                Socket client = connected(listener);
                Socket server = listener.accept()) {
            client.setSoTimeout(1);
            assertThat(catchThrowable(() -> client.getInputStream().read())).isInstanceOf(SocketTimeoutException.class);

            client.setSoTimeout(0);
            server.getOutputStream().write('a');
            assertThat(client.getInputStream().read()).isEqualTo('a');
        }
    }

    @Test
    void closesTheSocketWithItsStream() throws IOException {
        try (ServerSocket listener = listener();
                Socket client = connected(listener);
                Socket server = listener.accept()) {
            client.getInputStream().close();

            assertThat(client.isClosed()).isTrue();
            assertThat(server.getInputStream().read()).isNegative();
        }
    }

    @Test
    void countsBytesOfAllReadMethods() throws IOException {
        try (ServerSocket listener = listener();
                LimitedSocket client = connected(listener);
                Socket server = listener.accept()) {
            server.getOutputStream().write(new byte[100]);
            server.shutdownOutput();
            client.limit().allow(99);
            InputStream in = client.getInputStream();
            assertThat(in.read()).isZero();
            assertThat(in.readNBytes(10)).hasSize(10);
            in.skipNBytes(10);
            assertThat(client.getInputStream().read(new byte[78])).isEqualTo(78);
            assertThat(client.waiting()).isOne();

            assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(Outcome.TooLarge.class);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void findsTheLimitBelowALayeredSocket() throws IOException {
        try (ServerSocket listener = listener();
                LimitedSocket client = connected(listener);
                Socket layered = new Socket() {
                    @Override
                    public java.net.SocketAddress getLocalSocketAddress() {
                        return client.getLocalSocketAddress();
                    }
                };
                Socket other = new Socket()) {
            assertThat(LimitedSocket.below(client)).isSameAs(client);
            assertThat(LimitedSocket.below(layered)).isSameAs(client);
            assertThat(LimitedSocket.below(other)).isNull();
            assertThat(client.getChannel()).isNull();
        }
    }
}
