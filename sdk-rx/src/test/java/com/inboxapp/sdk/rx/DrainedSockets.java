package com.inboxapp.sdk.rx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/**
 * Sockets that are closed when the other side has handled all that was sent, and has closed them too. A request whose call is cancelled is on its
 * way otherwise, for some real time in which a test's virtual time may pass by hours.
 */
final class DrainedSockets extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new DrainedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class DrainedSocket extends Socket {
        private final AtomicBoolean closing = new AtomicBoolean();

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // who closes it again does not wait
        public void close() throws IOException {
            if (isConnected() && closing.compareAndSet(false, true)) {
                drain();
            }
            super.close();
        }

        private void drain() {
            try {
                shutdownOutput();
                byte[] answer = new byte[8192];
                while (getInputStream().read(answer) >= 0) {
                    // what is answered now, nobody waits for
                }
            } catch (IOException e) {
                // the other side has ended it
            }
        }
    }
}
