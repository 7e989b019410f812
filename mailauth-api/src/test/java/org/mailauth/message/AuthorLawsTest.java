package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;
import org.mailauth.message.Author.Kind;
import org.mailauth.message.FromArbitraries.From;

class AuthorLawsTest {

    @Provide
    Arbitrary<From> sound() {
        return FromArbitraries.sound();
    }

    @Provide
    Arbitrary<String> damaged() {
        return FromArbitraries.damaged();
    }

    @Provide
    Arbitrary<String> phrases() {
        return FromArbitraries.phrase();
    }

    @Provide
    Arbitrary<String> spaces() {
        return FromArbitraries.cfws();
    }

    private static Author author(String... bodies) {
        StringBuilder header = new StringBuilder("To: x@y.example\r\n");
        for (String body : bodies) {
            header.append("From:").append(body).append("\r\n");
        }
        return AuthorExtractor.extract(
                Message.of(header.append("\r\n").toString().getBytes(StandardCharsets.UTF_8))
                        .header());
    }

    @Property
    void soundField_namesExactlyItsDomains(@ForAll("sound") From from) {
        Author author = author(from.body());

        List<DomainName> domains =
                from.domains().stream().distinct().map(DomainName::of).toList();
        assertThat(author.domains()).as(author.problems().toString()).isEqualTo(domains);
        assertThat(author.mailboxes()).hasSize(from.domains().size());
        Kind kind = domains.isEmpty() ? Kind.NO_DOMAIN : domains.size() == 1 ? Kind.ONE_DOMAIN : Kind.SEVERAL_DOMAINS;
        assertThat(author.kind()).isEqualTo(kind);
        Statistics.label("kind").collect(kind).coverage(coverage -> {
            coverage.check(Kind.ONE_DOMAIN).percentage(percent -> percent > 30);
            coverage.check(Kind.SEVERAL_DOMAINS).percentage(percent -> percent > 10);
        });
    }

    @Property
    void displayNamesAndComments_neverChangeTheDomain(
            @ForAll("phrases") String name, @ForAll("spaces") String first, @ForAll("spaces") String second) {
        Author author = author(first + name + "<a" + second + "@" + first + "b.example>" + second);

        assertThat(author.kind()).isEqualTo(Kind.ONE_DOMAIN);
        assertThat(author.domain()).contains(DomainName.of("b.example"));
        assertThat(author.mailboxes().get(0).displayName()).isPresent();
    }

    @Property
    void mailboxesWrittenAgain_nameTheSame(@ForAll("sound") From from) {
        List<Mailbox> mailboxes = author(from.body()).mailboxes();
        List<String> written = mailboxes.stream().map(Mailbox::toString).toList();

        List<Mailbox> again = author(String.join(", ", written)).mailboxes();

        assertThat(again).extracting(Mailbox::toString).isEqualTo(written);
        assertThat(again)
                .extracting(Mailbox::domain)
                .isEqualTo(mailboxes.stream().map(Mailbox::domain).toList());
    }

    @Property
    void foldBeforeAnyBlank_changesNothing(@ForAll("damaged") String body, @ForAll @IntRange(max = 10_000) int place) {
        int blank = body.indexOf(' ', place % (body.length() + 1));
        // A CRLF before a blank is a fold unless a quoted pair holds the CR.
        boolean foldable = blank >= 0 && (blank == 0 || "\\\r\n".indexOf(body.charAt(blank - 1)) < 0);
        String folded = foldable ? body.substring(0, blank) + "\r\n" + body.substring(blank) : body;

        Author plain = author(body);
        Author other = author(folded);

        assertThat(other.kind()).isEqualTo(plain.kind());
        assertThat(other.domains()).isEqualTo(plain.domains());
        assertThat(other.mailboxes()).isEqualTo(plain.mailboxes());
    }

    @Property
    void secondField_isNeverOneDomain(@ForAll("sound") From first, @ForAll("damaged") String second) {
        Author author = author(first.body(), second);

        assertThat(author.kind()).isNotEqualTo(Kind.ONE_DOMAIN);
        assertThat(author.domains()).doesNotHaveDuplicates();
    }

    @Property
    void damagedField_hasAConsistentVerdict(@ForAll("damaged") String body) {
        Author author = author(body);

        assertConsistent(author, body.length());
        Statistics.label("kind").collect(author.kind()).coverage(coverage -> {
            coverage.check(Kind.UNPARSABLE).percentage(percent -> percent > 20);
            coverage.check(Kind.ONE_DOMAIN).percentage(percent -> percent > 5);
        });
    }

    @Property
    void anyOctets_haveAConsistentVerdict(@ForAll byte[] octets, @ForAll("damaged") String body) {
        byte[] start = ("From: " + body).getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + octets.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(octets, 0, all, start.length, octets.length);

        assertConsistent(AuthorExtractor.extract(Message.of(all).header()), all.length);
        assertConsistent(AuthorExtractor.extract(Message.of(octets).header()), octets.length);
        HeaderFields header = Message.of(("From:" + new String(octets, StandardCharsets.ISO_8859_1) + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1))
                .header();
        assertConsistent(AuthorExtractor.extract(header), octets.length);
    }

    private static void assertConsistent(Author author, int size) {
        assertThat(author.domain().isPresent()).isEqualTo(author.kind() == Kind.ONE_DOMAIN);
        author.domain().ifPresent(domain -> assertThat(author.domains()).containsExactly(domain));
        assertThat(author.domains()).doesNotHaveDuplicates();
        assertThat(author.domains().size()).isLessThanOrEqualTo(2 * size);
        assertThat(author.mailboxes().size()).isLessThanOrEqualTo(size);
        assertThat(author.problems()).hasSizeLessThan(12);
        assertThat(author.problems().isEmpty()).isIn(false, author.kind() == Kind.ONE_DOMAIN);
        if (author.kind() == Kind.ONE_DOMAIN || author.kind() == Kind.SEVERAL_DOMAINS) {
            assertThat(author.mailboxes()).isNotEmpty();
        }
    }
}
