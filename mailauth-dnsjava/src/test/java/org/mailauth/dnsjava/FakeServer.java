package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on UDP and TCP of the loopback interface that says what a test tells it to, and counts. */
final class FakeServer implements AutoCloseable {
    static final int NOERROR = Rcode.NOERROR;

    /** One question that arrived. */
    record Asked(Message query, boolean tcp) {
        String name() {
            return query.getQuestion().getName().toString();
        }
    }

    /** Answers a question with octets, or with null for silence. */
    interface Handler {
        byte[] reply(Asked asked) throws Exception;
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake name server");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile Handler otherwise = question -> wire(reply(question, Rcode.REFUSED));

    private FakeServer(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    static FakeServer start() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int attempt = 0; ; attempt++) {
            ServerSocket tcp = new ServerSocket(0, 50, loopback);
            try {
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
                FakeServer server = new FakeServer(udp, tcp);
                server.threads.execute(server::serveUdp);
                server.threads.execute(server::serveTcp);
                return server;
            } catch (BindException e) {
                tcp.close();
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    /** A resolver of this server alone, so patient that a busy machine makes no timeout. */
    DnsjavaResolver.Builder resolver() {
        return DnsjavaResolver.builder().servers(List.of(address())).timeout(Questions.AMPLE);
    }

    // ---- what to say -------------------------------------------------------------------------------------------

    /** Answers with octets of the test's own making. */
    FakeServer on(String name, int type, Handler handler) {
        handlers.put(key(name(name), type), handler);
        return this;
    }

    FakeServer otherwise(Handler handler) {
        otherwise = handler;
        return this;
    }

    /** Answers with these records, given as master-file lines. */
    FakeServer on(String name, int type, String... answer) {
        return on(name, type, NOERROR, message -> add(message, Section.ANSWER, answer));
    }

    FakeServer on(String name, int type, int rcode, Consumer<Message> fill) {
        return on(name, type, question -> {
            Message reply = reply(question, rcode);
            fill.accept(reply);
            return wire(reply);
        });
    }

    FakeServer silentOn(String name, int type) {
        return on(name, type, question -> null);
    }

    // ---- building replies --------------------------------------------------------------------------------------

    static Message reply(Asked asked, int rcode) {
        Message reply = new Message(asked.query().getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RD);
        reply.getHeader().setFlag(Flags.RA);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(asked.query().getQuestion(), Section.QUESTION);
        return reply;
    }

    static void add(Message message, int section, String... lines) {
        for (String line : lines) {
            message.addRecord(record(line), section);
        }
    }

    static Record record(String line) {
        try (Master master =
                new Master(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.ISO_8859_1)))) {
            return Optional.ofNullable(master.nextRecord()).orElseThrow();
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    static byte[] wire(Message message) {
        return message.toWire(Message.MAXLENGTH);
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    // ---- what was asked ----------------------------------------------------------------------------------------

    List<Asked> asked() {
        return asked;
    }

    int count() {
        return asked.size();
    }

    /** Waits for late datagrams until this many have come, and sees that there are no more. */
    void awaitCount(int expected) {
        long end = System.nanoTime() + Questions.AMPLE.toNanos();
        while (count() < expected && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(count()).isEqualTo(expected);
    }

    private static String key(Name name, int type) {
        return name.canonicalize() + "/" + Type.string(type);
    }

    private byte[] handle(byte[] octets, boolean tcp) throws Exception {
        Asked question = new Asked(new Message(octets), tcp);
        asked.add(question);
        Record wanted = question.query().getQuestion();
        assert wanted.getDClass() == DClass.IN;
        return handlers.getOrDefault(key(wanted.getName(), wanted.getType()), otherwise)
                .reply(question);
    }

    private void serveUdp() {
        byte[] buffer = new byte[Message.MAXLENGTH];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                threads.execute(() -> {
                    try {
                        byte[] reply = handle(query, false);
                        if (reply != null) {
                            udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                        }
                    } catch (Exception e) {
                        ignoreWhenClosed(e);
                    }
                });
            } catch (IOException | RejectedExecutionException e) {
                ignoreWhenClosed(e);
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket connection = tcp.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                ignoreWhenClosed(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                DataInputStream in = new DataInputStream(connection.getInputStream());
                DataOutputStream out = new DataOutputStream(connection.getOutputStream())) {
            while (!tcp.isClosed()) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                byte[] reply = handle(query, true);
                if (reply != null) {
                    byte[] framed = new byte[reply.length + 2];
                    framed[0] = (byte) (reply.length >> 8);
                    framed[1] = (byte) reply.length;
                    System.arraycopy(reply, 0, framed, 2, reply.length);
                    out.write(framed);
                    out.flush();
                }
            }
        } catch (Exception e) {
            // the client went away
        }
    }

    private void ignoreWhenClosed(Exception e) {
        if (!tcp.isClosed()) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
