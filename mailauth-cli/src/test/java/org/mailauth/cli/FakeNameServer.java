package org.mailauth.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A name server on the loopback interface that answers every question alike: with one TXT record, or SERVFAIL. */
public final class FakeNameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int SERVFAIL = 2;

    private final DatagramSocket socket;
    private final @Nullable String txt;

    private FakeNameServer(@Nullable String txt) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.txt = txt;
        Thread thread = new Thread(this::serve, "fake name server");
        thread.setDaemon(true);
        thread.start();
    }

    public static FakeNameServer answering(String txt) throws IOException {
        return new FakeNameServer(txt);
    }

    public static FakeNameServer failing() throws IOException {
        return new FakeNameServer(null);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                byte[] reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private byte[] reply(byte[] question) {
        int end = HEADER;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        end += 5;
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.write(question, 0, 2);
        // a response, recursion wanted and available; one question; zero or one answer
        int answers = txt == null ? 0 : 1;
        reply.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | (txt == null ? SERVFAIL : 0))});
        reply.writeBytes(new byte[] {0, 1, 0, (byte) answers, 0, 0, 0, 0});
        reply.write(question, HEADER, end - HEADER);
        if (txt != null) {
            byte[] string = txt.getBytes(StandardCharsets.ISO_8859_1);
            // the name of the question, TXT, IN, a minute
            reply.writeBytes(new byte[] {(byte) 0xC0, HEADER, 0, 16, 0, 1, 0, 0, 0, 60});
            reply.writeBytes(new byte[] {0, (byte) (string.length + 1), (byte) string.length});
            reply.writeBytes(string);
        }
        return reply.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
