package com.inboxapp.sdk.rx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/**
 * Creates sockets that close once the peer has handled everything sent and has closed its side too. Otherwise, the request of a cancelled call
 * stays in transit for some real time, while a test's virtual time may advance by hours.
 */
final class DrainingSocketFactory extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new DrainingSocket();
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

    private static final class DrainingSocket extends Socket {
        private final AtomicBoolean closing = new AtomicBoolean();

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a second close does not wait
        public void close() throws IOException {
            if (isConnected() && closing.compareAndSet(false, true)) {
                drain();
            }
            super.close();
        }

        private void drain() {
            try {
                shutdownOutput();
                byte[] discarded = new byte[8192];
                while (getInputStream().read(discarded) >= 0) {
                    // nothing waits for this data any more
                }
            } catch (IOException e) {
                // the peer has reset the connection
            }
        }
    }
}
