package org.mailauth.mtasts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** A {@link Wire} in the form that a TLS provider wants beneath a layered socket. Options have no effect. */
final class WireSocket extends Socket {
    private final Wire wire;
    private boolean closed;

    WireSocket(Wire wire) throws SocketException {
        // no socket of the system stands behind the superclass
        super((@Nullable SocketImpl) null);
        this.wire = wire;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                wire.read(one, 0, 1);
                return one[0] & 0xFF;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                return wire.read(octets, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                wire.write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                wire.write(octets, offset, length);
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        wire.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isInputShutdown() {
        return closed;
    }

    @Override
    public boolean isOutputShutdown() {
        return closed;
    }

    @Override
    public void shutdownInput() {
        close();
    }

    @Override
    public void shutdownOutput() {
        close();
    }

    @Override
    public InetAddress getInetAddress() {
        return wire.address();
    }

    @Override
    public int getPort() {
        return wire.port();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(wire.address(), wire.port());
    }

    @Override
    public synchronized void setSoTimeout(int timeout) {
        // the wire has a deadline
    }

    @Override
    public synchronized int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // as it is
    }

    @Override
    public void setSoLinger(boolean on, int linger) {
        // as it is
    }

    @Override
    public String toString() {
        return "WireSocket[" + wire.address() + ":" + wire.port() + "]";
    }
}
