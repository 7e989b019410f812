package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Problem;

/** The From field by the rules of RFC 5322 §3.4 and §4.4, RFC 6854, RFC 6532 and RFC 2047. */
class AuthorExtractorTest {
    private static Author author(String body) {
        return AuthorExtractor.extract(HeaderFields.of(List.of(HeaderField.of("From", body))));
    }

    private static Author ofHeader(String header) {
        return AuthorExtractor.extract(Message.of((header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))
                .header());
    }

    private static void assertDomain(String body, String domain) {
        Author author = author(body);
        assertThat(author.kind()).as(author.problems().toString()).isEqualTo(Author.Kind.ONE_DOMAIN);
        assertThat(author.domain()).contains(DomainName.of(domain));
        assertThat(author.domains()).containsExactly(DomainName.of(domain));
    }

    private static String displayName(String body) {
        return author(body).mailboxes().get(0).displayName().orElseThrow();
    }

    private static List<String> codes(Author author) {
        return author.problems().stream().map(Problem::code).toList();
    }

    @Test
    void oneMailbox_isOneDomainWithoutProblems() { // RFC 5322 §3.4
        Author author = author(" Joe Q. Public <john.q.public@Example.COM>");

        assertThat(author.kind()).isEqualTo(Author.Kind.ONE_DOMAIN);
        assertThat(author.domain()).contains(DomainName.of("example.com"));
        assertThat(author.problems()).isEmpty();
        assertThat(author.mailboxes())
                .containsExactly(new Mailbox(
                        Optional.of("Joe Q. Public"),
                        "john.q.public",
                        Optional.of(DomainName.of("example.com")),
                        Optional.empty()));
        assertThat(author.mailboxes().get(0).address()).contains(MailAddress.of("john.q.public@example.com"));
        assertThat(author.mailboxes().get(0)).hasToString("john.q.public@example.com");
        assertThat(author).hasToString("ONE_DOMAIN [example.com]");
    }

    @Test
    void addressAlone_isOneDomain() { // RFC 5322 §3.4.1
        assertDomain("jdoe@one.example", "one.example");
        assertDomain(" <jdoe@one.example>", "one.example");
        assertDomain(" \"Joe \\\"the\\\" Doe\" <\"j doe\"@one.example>", "one.example");
        assertDomain(" a+b/c=d!{x}@one.example", "one.example");
        assertDomain(" root@localhost", "localhost");
        assertDomain(" a@_dmarc.one.example", "_dmarc.one.example");
    }

    @Test
    void examplesOfRfc5322AppendixA_haveTheirDomain() {
        assertDomain(" Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "silly.test");
        assertDomain(" Mary Smith <@node.test:mary@example.net>", "example.net");
        assertDomain(" John Doe <jdoe@machine(comment).  example>", "machine.example");
        assertDomain(" \"Joe Q. Public\" <john.q.public@example.com>", "example.com");
    }

    @Test
    void severalMailboxesOfOneDomain_areOneDomain() { // RFC 9989 §5.3.1
        Author author = author(" a@b.example, C <c@B.example>, d@b.EXAMPLE");

        assertThat(author.domain()).contains(DomainName.of("b.example"));
        assertThat(author.domains()).hasSize(1);
        assertThat(author.mailboxes()).hasSize(3);
        assertThat(author.problems()).isEmpty();
    }

    @Test
    void severalDomains_areAmbiguousAndAllNamed() { // RFC 9989 §5.3.1
        Author author = author(" a@b.example, c@d.example, e@b.example");

        assertThat(author.kind()).isEqualTo(Author.Kind.SEVERAL_DOMAINS);
        assertThat(author.domain()).isEmpty();
        assertThat(author.domains()).containsExactly(DomainName.of("b.example"), DomainName.of("d.example"));
        assertThat(codes(author)).containsExactly("author.several-domains");
    }

    @Test
    void group_isLookedInto() { // RFC 6854 §2.1
        Author author = author(" Managers:ben@example.com,carol@example.com;");

        assertThat(author.domain()).contains(DomainName.of("example.com"));
        assertThat(author.mailboxes()).hasSize(2);
        assertThat(codes(author)).containsExactly("author.group");
    }

    @Test
    void emptyGroup_isNoDomain() { // RFC 6854 §2.1
        Author author = author(" Automated System:;");

        assertThat(author.kind()).isEqualTo(Author.Kind.NO_DOMAIN);
        assertThat(author.domains()).isEmpty();
        assertThat(codes(author)).containsExactly("author.group", "author.no-domain");
    }

    @Test
    void domainLiteral_isNoDomain() { // RFC 5322 §3.4.1
        Author author = author(" a@[192.0.2.1], b@[ IPv6:2001:db8::1 ]");

        assertThat(author.kind()).isEqualTo(Author.Kind.NO_DOMAIN);
        assertThat(author.mailboxes())
                .extracting(Mailbox::domainLiteral)
                .containsExactly(Optional.of("192.0.2.1"), Optional.of("IPv6:2001:db8::1"));
        assertThat(author.mailboxes().get(0).address()).contains(MailAddress.of("a@[192.0.2.1]"));
        assertThat(codes(author)).containsExactly("author.domain-literal", "author.no-domain");
    }

    @Test
    void domainBesideALiteral_isAmbiguous() {
        Author author = author(" a@[192.0.2.1], b@c.example");

        assertThat(author.kind()).isEqualTo(Author.Kind.SEVERAL_DOMAINS);
        assertThat(author.domains()).containsExactly(DomainName.of("c.example"));
    }

    @Test
    void obsoleteForms_areReadAndNoted() { // RFC 5322 §4.4, §4.5
        assertThat(codes(author(" ,a@b.example,,"))).containsExactly("author.null-member");
        assertThat(codes(author(" <@x.example,,@y.example:a@b.example>"))).containsExactly("author.route");
        assertThat(codes(author(" a . b@c.example"))).containsExactly("author.obsolete-address");
        assertThat(codes(author(" a@c . example"))).containsExactly("author.obsolete-address");
        assertThat(codes(author(" \"a\".b@c.example"))).containsExactly("author.obsolete-address");
        assertThat(codes(ofHeader("From : a@b.example"))).containsExactly("author.space-before-colon");
        for (String body : List.of(" ,a@b.example,,", " <@x.example:a@b.example>", " a . \"x y\"@b . example")) {
            assertDomain(body, "b.example");
        }
    }

    @Test
    void commentsAndFolds_areNoPartOfAnAddress() { // RFC 5322 §3.2.2
        assertDomain(" (a@x.example)\r\n a(b(c))@(d)\r\n\tb.example(.x.example)", "b.example");
        assertThat(author(" (a@x.example) a(b(c))@(d)b.example(e)").problems()).isEmpty();
    }

    @Test
    void commentsDeeperThanSixtyFour_areUnparsable() {
        assertDomain("(".repeat(64) + ")".repeat(64) + "a@b.example", "b.example");

        Author author = author("(".repeat(65) + ")".repeat(65) + "a@b.example");
        assertThat(author.kind()).isEqualTo(Author.Kind.UNPARSABLE);
        assertThat(codes(author)).containsExactly("syntax.comment-depth");
        assertThat(author.domains()).containsExactly(DomainName.of("b.example"));
    }

    @Test
    void quotedLocalPart_mayHoldAnAtSign() { // RFC 5322 §3.2.4
        Author author = author(" \"a@x.example\\\"\" @b.example");

        assertThat(author.domain()).contains(DomainName.of("b.example"));
        assertThat(author.mailboxes().get(0).localPart()).isEqualTo("a@x.example\"");
    }

    @Test
    void addressLongerThanSmtpTakes_stillHasADomain() { // RFC 5321 §4.5.3.1
        Author author = author(" " + "a".repeat(65) + "@b.example");

        assertThat(author.domain()).contains(DomainName.of("b.example"));
        assertThat(author.mailboxes().get(0).address()).isEmpty();
    }

    @Test
    void internationalizedAddress_hasItsALabels() { // RFC 6532 §3.2, RFC 9989 §5.3.1
        assertDomain(" Jürgen <jürgen@BÜCHER.example>", "xn--bcher-kva.example");
        assertDomain(" a@bücher.example, b@xn--bcher-kva.example", "xn--bcher-kva.example");
        assertThat(author(" \uD83D\uDCE7@b.example").mailboxes().get(0).localPart())
                .isEqualTo("\uD83D\uDCE7");
        assertThat(author(" a@\u2603.example").kind()).isEqualTo(Author.Kind.UNPARSABLE);
    }

    @Test
    void displayName_isDecodedAndUnquoted() { // RFC 2047 §5, §6.2
        assertThat(displayName(" =?UTF-8?Q?J=C3=BCrgen_M.?= <a@b.example>")).isEqualTo("Jürgen M.");
        assertThat(displayName(" =?iso-8859-1*de?q?J=FCrgen?= Doe <a@b.example>"))
                .isEqualTo("Jürgen Doe");
        assertThat(displayName(" =?utf-8?B?SsO8?=\r\n =?utf-8?b?cmdlbg==?= <a@b.example>"))
                .isEqualTo("Jürgen");
        assertThat(displayName(" =?utf-8?Q?a?=  b (c) =?utf-8?Q?d?= <a@b.example>"))
                .isEqualTo("a b d");
        assertThat(displayName(" \"=?utf-8?Q?a?=\" \"b  c\" <a@b.example>")).isEqualTo("=?utf-8?Q?a?= b  c");
        assertThat(displayName(" =?utf-8?Q?J._Doe?= <a@b.example>")).isEqualTo("J. Doe");
        assertThat(displayName(" =?x-none?Q?a?= <a@b.example>")).isEqualTo("=?x-none?Q?a?=");
        assertThat(displayName(" \"\" <a@b.example>")).isEmpty();
        assertThat(author(" <a@b.example>").mailboxes().get(0).displayName()).isEmpty();
    }

    @Test
    void missingField_isItsOwnKind() { // RFC 5322 §3.6
        Author author = ofHeader("Sender: a@b.example");

        assertThat(author.kind()).isEqualTo(Author.Kind.NO_FIELD);
        assertThat(author.domains()).isEmpty();
        assertThat(codes(author)).containsExactly("author.no-field");
        assertThat(AuthorExtractor.extract(HeaderFields.of(List.of())).kind()).isEqualTo(Author.Kind.NO_FIELD);
    }

    @Test
    void severalFields_areAmbiguousEvenWhenEqual() { // RFC 5322 §3.6
        Author author = ofHeader("From: a@b.example\r\nTo: x\r\nfrom: a@b.example");

        assertThat(author.kind()).isEqualTo(Author.Kind.SEVERAL_FIELDS);
        assertThat(author.domain()).isEmpty();
        assertThat(author.domains()).containsExactly(DomainName.of("b.example"));
        assertThat(author.mailboxes()).hasSize(2);
        assertThat(codes(author)).containsExactly("author.several-fields");
    }

    @Test
    void mistake_isShownAtItsOctet() {
        // F r o m : blank ü(2) blank blank(fold adds CRLF) ...
        Author author = author(" \u00FC\r\n <a@b.example> x");

        assertThat(author.kind()).isEqualTo(Author.Kind.UNPARSABLE);
        assertThat(author.mailboxes()).hasSize(1);
        assertThat(author.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.position())
                        .isEqualTo(OptionalLong.of("From: xx\r\n <a@b.example> ".length())));
        assertThat(author(" a@\uD83D\uDCE7.example, b").problems().get(0).position())
                .isEqualTo(OptionalLong.of("From: a@".length()));
        assertThat(ofHeader("From \t: \u4E2D\r\n \uD83D\uDCE7\r\n\t>").problems())
                .extracting(Problem::position)
                .containsExactly(OptionalLong.of(4), OptionalLong.of("From \t: xxx\r\n xxxx\r\n\t".length()));
    }

    @Test
    void knownDomain_isAnAuthorToo() {
        Author author = Author.of(DomainName.of("b.example"));

        assertThat(author.kind()).isEqualTo(Author.Kind.ONE_DOMAIN);
        assertThat(author.domain()).contains(DomainName.of("b.example"));
        assertThat(author.domains()).containsExactly(DomainName.of("b.example"));
        assertThat(author.mailboxes()).isEmpty();
        assertThat(author.problems()).isEmpty();
    }

    @Test
    void equalHeaders_haveEqualAuthors() {
        assertThat(author(" a@b.example")).isEqualTo(author(" a@B.example")).hasSameHashCodeAs(author(" a@B.example"));
        assertThat(author(" a@b.example")).isNotEqualTo(author(" b@b.example")).isNotEqualTo("b.example");
    }

    @Test
    void mailboxHasADomainOrALiteral() {
        Optional<DomainName> domain = Optional.of(DomainName.of("b.example"));
        assertThatThrownBy(() -> new Mailbox(Optional.empty(), "a", domain, Optional.of("192.0.2.1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mailbox(Optional.empty(), "a", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
