package org.mailauth.dnsjava;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * One try: a question to one server, by UDP and on to TCP when the reply was truncated, or by TCP at once.
 *
 * <p>dnsjava's selector thread moves the octets; the asking thread reads the reply, so that no pool is needed and an
 * interruption is noticed at once.
 *
 * @param question name and type as dnsjava has them, class IN
 * @param trusted whether to ask for the AD bit
 */
record Exchange(Record question, boolean trusted) {
    /** What fits into one datagram nearly everywhere (DNS Flag Day 2020; RFC 6891 §6.2.5 leaves it to us). */
    static final int UDP_PAYLOAD = 1232;

    static Exchange of(Name name, DnsType type, boolean trusted) {
        return new Exchange(Record.newRecord(name, type.code(), DClass.IN), trusted);
    }

    Reply with(InetSocketAddress server, boolean tcp, boolean edns, Duration patience) {
        BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        try {
            CompletableFuture<Message> reply = sender(server, tcp, edns, patience)
                    .sendAsync(query(), work::add)
                    .toCompletableFuture();
            // A failure brings no work to do: something must wake us all the same, once the reply is done.
            CompletableFuture<Message> unused = reply.whenComplete((message, failure) -> work.add(() -> {}));
            return waitFor(reply, work, patience) ? received(reply.join()) : silence();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Missed(DnsFailure.INTERRUPTED, "the thread was interrupted while waiting for the DNS");
        } catch (CompletionException e) {
            return failure(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    private static SimpleResolver sender(InetSocketAddress server, boolean tcp, boolean edns, Duration patience) {
        SimpleResolver sender = new SimpleResolver(server);
        sender.setTCP(tcp);
        sender.setTimeout(patience);
        sender.setEDNS(edns ? 0 : -1, UDP_PAYLOAD, 0, List.of());
        return sender;
    }

    private Message query() {
        Message query = Message.newQuery(question);
        if (trusted) {
            // RFC 6840 §5.7: AD in a query asks for AD in the reply, without the weight of the signatures.
            query.getHeader().setFlag(Flags.AD);
        }
        return query;
    }

    private static boolean waitFor(CompletableFuture<Message> reply, BlockingQueue<Runnable> work, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!reply.isDone()) {
            Runnable next = work.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return false;
            }
            next.run();
        }
        return true;
    }

    private Reply received(Message message) {
        if (!message.getHeader().getFlag(Flags.QR) || message.getHeader().getOpcode() != Opcode.QUERY) {
            return unreadable();
        }
        // RFC 5452 §9.1: a reply counts only when it repeats the question; dnsjava checks this and the ID, too.
        if (!question.equals(message.getQuestion())) {
            return unreadable();
        }
        // RFC 2181 §9: what was cut off is not to be used; by TCP there is no further way to ask.
        return message.getHeader().getFlag(Flags.TC) ? unreadable() : new Reply.Received(message);
    }

    private static Reply failure(Throwable failure) {
        if (failure instanceof SocketTimeoutException) {
            return silence();
        }
        if (failure instanceof WireParseException || !(failure instanceof IOException)) {
            return unreadable();
        }
        String what = failure.getClass().getSimpleName();
        return new Reply.Missed(DnsFailure.NETWORK, "the server could not be reached (" + what + ")");
    }

    private static Reply silence() {
        return new Reply.Missed(DnsFailure.TIMEOUT, "the server did not answer in time");
    }

    private static Reply unreadable() {
        return new Reply.Missed(DnsFailure.MALFORMED, "the server's reply could not be read");
    }
}
