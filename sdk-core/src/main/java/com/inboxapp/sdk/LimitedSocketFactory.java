package com.inboxapp.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Creates the sockets of another factory, each wrapped with a limit on the bytes that it receives. */
final class LimitedSocketFactory extends SocketFactory {
    private final SocketFactory sockets;

    LimitedSocketFactory(SocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new LimitedSocket(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new LimitedSocket(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return new LimitedSocket(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new LimitedSocket(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return new LimitedSocket(sockets.createSocket(host, port, localHost, localPort));
    }
}
