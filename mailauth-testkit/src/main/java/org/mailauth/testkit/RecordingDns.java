package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;

/**
 * Tells which questions were asked of another resolver, in their order, and what it answered.
 *
 * <pre>{@code
 * RecordingDns dns = RecordingDns.over(InMemoryDns.of("example.com TXT \"v=spf1 -all\""));
 * // ... what is to be tested ...
 * assertThat(dns.questions()).containsExactly(RecordingDns.Asked.of("example.com", DnsType.TXT));
 * }</pre>
 *
 * <p>Questions are passed on, and answers passed back, as they are. Thread-safe: no lock is held while the other resolver
 * answers, and questions of several threads stand in the order in which they came in. Every question is kept until
 * {@link #clear()}.
 */
public final class RecordingDns implements DnsResolver {

    /**
     * What was asked for, without the deadline.
     *
     * @param name the name
     * @param type the type
     */
    public record Asked(DnsName name, DnsType type) {
        /**
         * Checks that nothing is null.
         *
         * @param name the name
         * @param type the type
         */
        public Asked {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }

        /**
         * A question to compare with.
         *
         * @param name in master-file form
         * @param type the type
         * @return the question
         * @throws IllegalArgumentException when the text is no name
         */
        public static Asked of(String name, DnsType type) {
            return new Asked(DnsName.of(name), type);
        }

        /** The name and the type, such as {@code example.com TXT}. */
        @Override
        public String toString() {
            return name + " " + type;
        }
    }

    /**
     * A question with its answer.
     *
     * @param asked what was asked for
     * @param answer what the other resolver said
     */
    public record Exchange(Asked asked, DnsAnswer answer) {
        /**
         * Checks that nothing is null.
         *
         * @param asked what was asked for
         * @param answer what the other resolver said
         */
        public Exchange {
            Objects.requireNonNull(asked, "asked");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /** A question whose answer may still be under way. */
    private record Slot(Asked asked, AtomicReference<Exchange> exchange) {}

    private final DnsResolver resolver;
    private final List<Slot> slots = new ArrayList<>();

    private RecordingDns(DnsResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /**
     * Puts a recorder before a resolver.
     *
     * @param resolver answers the questions
     * @return a recorder that has heard nothing yet
     */
    public static RecordingDns over(DnsResolver resolver) {
        return new RecordingDns(resolver);
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        Slot slot = new Slot(new Asked(question.name(), question.type()), new AtomicReference<>());
        synchronized (slots) {
            slots.add(slot);
        }
        DnsAnswer answer = resolver.resolve(question);
        slot.exchange().set(new Exchange(slot.asked(), answer));
        return answer;
    }

    private List<Slot> slots() {
        synchronized (slots) {
            return List.copyOf(slots);
        }
    }

    /**
     * Every question since the start or the last {@link #clear()}, with repetitions.
     *
     * @return unmodifiable, in the order of asking, does not grow
     */
    public List<Asked> questions() {
        return slots().stream().map(Slot::asked).toList();
    }

    /**
     * Every question once.
     *
     * @return in the order of the first asking, does not grow
     */
    public Set<Asked> distinctQuestions() {
        return new LinkedHashSet<>(questions());
    }

    /**
     * Every question that has been answered, with its answer.
     *
     * @return unmodifiable, in the order of asking, does not grow
     */
    public List<Exchange> exchanges() {
        return slots().stream()
                .flatMap(slot -> Stream.ofNullable(slot.exchange().get()))
                .toList();
    }

    /**
     * The latest answer to a question.
     *
     * @param name in master-file form
     * @param type the type
     * @return empty when it was not asked, or not answered yet
     */
    public Optional<DnsAnswer> lastAnswer(String name, DnsType type) {
        Asked asked = Asked.of(name, type);
        return exchanges().stream()
                .filter(exchange -> exchange.asked().equals(asked))
                .reduce((earlier, later) -> later)
                .map(Exchange::answer);
    }

    /**
     * How many questions were asked.
     *
     * @return zero or more
     */
    public int count() {
        synchronized (slots) {
            return slots.size();
        }
    }

    /**
     * How often a name and type were asked for.
     *
     * @param name in master-file form
     * @param type the type
     * @return zero or more
     * @throws IllegalArgumentException when the text is no name
     */
    public int count(String name, DnsType type) {
        return count(DnsName.of(name), type);
    }

    /**
     * How often a name and type were asked for.
     *
     * @param name the name
     * @param type the type
     * @return zero or more
     */
    public int count(DnsName name, DnsType type) {
        Asked asked = new Asked(name, type);
        return (int) questions().stream().filter(asked::equals).count();
    }

    /** Forgets every question; the answers to those under way are not recorded any more. */
    public void clear() {
        synchronized (slots) {
            slots.clear();
        }
    }

    @Override
    public String toString() {
        return "RecordingDns" + questions();
    }
}
