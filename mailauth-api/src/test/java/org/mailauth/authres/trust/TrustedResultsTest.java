package org.mailauth.authres.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Author;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/** RFC 8601 §4.1: whom a consumer believes. */
class TrustedResultsTest {
    private static final AuthservIds OWN = AuthservIds.of("mx.example.net", "filter.example.net");
    private static final String RECEIVED = "Received: from a by b; Fri, 11 Jul 2003 21:01:54 -0700";
    /** The last two labels. */
    private static final OrganizationalDomainFinder TWO_LABELS = name -> {
        DomainName organization = name;
        while (organization.labelCount() > 2) {
            organization = organization.parent().orElseThrow();
        }
        return Optional.of(organization);
    };

    private static TrustedResults trusted(String... fields) {
        String text = String.join("\r\n", fields) + "\r\n\r\n";
        HeaderFields header = Message.of(text.getBytes(StandardCharsets.UTF_8)).header();
        return OWN.trustedIn(header);
    }

    private static List<String> dkim(TrustedResults results) {
        return results.results("dkim").stream().map(MethodResult::result).toList();
    }

    private static List<IgnoredResults.Reason> reasons(TrustedResults results) {
        return results.ignored().stream().map(IgnoredResults::reason).toList();
    }

    @Test
    void fieldsOfOwnHostsAtTheTopCount() {
        TrustedResults results = trusted(
                RECEIVED,
                "Authentication-Results: filter.example.net; dkim=pass header.d=example.com",
                "Authentication-Results: MX.example.net; spf=fail smtp.mailfrom=example.org",
                RECEIVED,
                "From: a@example.com");

        assertThat(dkim(results)).containsExactly("pass");
        assertThat(results.results("SPF")).extracting(MethodResult::result).containsExactly("fail");
        assertThat(results.ignored()).isEmpty();
    }

    @Test
    void ownIdBelowOtherFieldsMayHaveComeWithTheMessage() {
        TrustedResults results = trusted(
                "Authentication-Results: mx.example.net; dkim=fail header.d=bank.example",
                RECEIVED,
                "Authentication-Results: mx.example.net; dkim=pass header.d=bank.example");

        assertThat(dkim(results)).containsExactly("fail");
        assertThat(reasons(results)).containsExactly(IgnoredResults.Reason.NOT_AT_THE_TOP);
    }

    @Test
    void strangerAtTheTopEndsAllTrust() {
        TrustedResults results = trusted(
                "Authentication-Results: evil.example; dkim=pass header.d=bank.example",
                "Authentication-Results: mx.example.net; dkim=pass header.d=bank.example");

        assertThat(results.results()).isEmpty();
        assertThat(reasons(results))
                .containsExactly(IgnoredResults.Reason.OTHER_ID, IgnoredResults.Reason.NOT_AT_THE_TOP);
        assertThat(results.seenIds()).containsExactly("evil.example", "mx.example.net");
    }

    @Test
    void unreadableFieldEndsAllTrust() {
        TrustedResults results = trusted(
                "Authentication-Results: mx.example.net; dkim=pass header.d=bank.example; junk",
                "Authentication-Results: mx.example.net; dkim=pass header.d=bank.example");

        assertThat(results.results()).isEmpty();
        assertThat(reasons(results))
                .containsExactly(IgnoredResults.Reason.UNREADABLE, IgnoredResults.Reason.NOT_AT_THE_TOP);
    }

    @Test
    void messageWithoutResultsIsNotVouchedFor() {
        TrustedResults results = trusted("From: a@example.com");

        assertThat(results.results()).isEmpty();
        assertThat(results.seenIds()).isEmpty();
        assertThat(results.vouchFor(Author.of(DomainName.of("example.com")), TWO_LABELS))
                .isFalse();
    }

    @Test
    void identifiersAreWhatSignaturesAndEnvelopeName() {
        TrustedResults results = trusted("Authentication-Results: mx.example.net;"
                + " dkim=pass header.d=Example.com header.s=s1 header.i=@other.example;"
                + " dkim=fail header.i=x@only.example; spf=softfail smtp.mailfrom=a@mail.example.org;"
                + " spf=pass smtp.helo=mx.example.org; arc=pass; dkim=splendid header.d=bank.example");

        assertThat(results.identifiers())
                .containsExactly(
                        new AuthenticatedIdentifier(
                                AuthenticatedIdentifier.Kind.DKIM, DomainName.of("example.com"), "pass", "s1"),
                        new AuthenticatedIdentifier(
                                AuthenticatedIdentifier.Kind.SPF_MAIL_FROM,
                                DomainName.of("mail.example.org"),
                                "softfail",
                                ""),
                        new AuthenticatedIdentifier(
                                AuthenticatedIdentifier.Kind.SPF_HELO, DomainName.of("mx.example.org"), "pass", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "dmarc=pass header.from=example.com, true",
        "dmarc=pass header.from=mail.example.com, false",
        "dmarc=pass header.from=example.com header.from=other.example, false",
        "dmarc=pass, false",
        "dmarc=fail header.from=example.com, false",
        "dkim=pass header.d=example.com, true",
        "dkim=pass header.d=mail.example.com, true",
        "dkim=pass header.d=evil.example, false",
        "dkim=pass header.i=@example.com, false",
        "dkim=neutral header.d=example.com, false",
        "spf=pass smtp.mailfrom=bounce.example.com, true",
        "spf=pass smtp.mailfrom=evil.example, false",
        "spf=pass smtp.helo=example.com, false",
        "none, false",
    })
    void onlyAPassForTheAuthorsOrganizationVouchesForTheAuthor(String result, boolean vouched) {
        TrustedResults results = trusted("Authentication-Results: mx.example.net; " + result);

        assertThat(results.vouchFor(Author.of(DomainName.of("example.com")), TWO_LABELS))
                .isEqualTo(vouched);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MX.Example.NET",
                "(by) mx.example.net (us) 1",
                "\"mx.example.net\"",
                "\r\n mx.example.net\r\n 1",
            })
    void idsAreComparedAsValues(String id) {
        assertThat(dkim(trusted("Authentication-Results: " + id + "; dkim=pass header.d=example.com")))
                .containsExactly("pass");
    }

    @ParameterizedTest
    @CsvSource({
        "m\u00fcller.example, xn--mller-kva.example",
        "xn--mller-kva.example, m\u00fcller.example",
        "M\u00dcLLER.example, XN--MLLER-KVA.EXAMPLE"
    })
    void idsAreComparedInALabelsAndULabels(String own, String written) {
        String field = "Authentication-Results: " + written + "; dkim=pass header.d=example.com\r\n\r\n";
        HeaderFields header = Message.of(field.getBytes(StandardCharsets.UTF_8)).header();

        assertThat(dkim(AuthservIds.of(own).trustedIn(header))).containsExactly("pass");
        assertThat(AuthservIds.of(own).forgedIn(header)).hasSize(1);
    }

    @Test
    void idThatOnlyLooksTheSameWithoutCaseIsNotTrustedAndIsDeleted() {
        // In Java's equalsIgnoreCase the dotted capital I of Turkish is an i.
        String field = "Authentication-Results: f\u0130lter.example.net; dkim=pass header.d=example.com\r\n\r\n";
        HeaderFields header = Message.of(field.getBytes(StandardCharsets.UTF_8)).header();

        assertThat(OWN.trustedIn(header).results()).isEmpty();
        assertThat(OWN.forgedIn(header)).extracting(ForgedResults::reason).containsExactly(ForgedResults.Reason.OWN_ID);
    }

    @Test
    void whatIsIgnoredIsExplained() {
        TrustedResults results = trusted(
                RECEIVED,
                "Authentication-Results: evil.example; dkim=pass",
                "Authentication-Results: mx.example.net; dkim=pass",
                "Authentication-Results: ;");

        assertThat(results.ignored())
                .extracting(IgnoredResults::toString)
                .containsExactly(
                        "field 1 of evil.example: it is from a host that is not listed",
                        "field 2 of mx.example.net: other fields stand above it: it may have come with the message",
                        "field 3: it cannot be read");
    }
}
