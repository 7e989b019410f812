package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;

/** Entries of rua and ruf (RFC 9989 §4.8, RFC 7489 §6.4, RFC 6068). */
class ReportUriTest {

    @Test
    void mailtoHasAnAddressAndItsDomainIsTheHost() {
        ReportUri uri = ReportUri.of("mailto:dmarc@Example.COM?subject=x");
        assertThat(uri.isMailto()).isTrue();
        assertThat(uri.mailAddress()).contains(MailAddress.of("dmarc@example.com"));
        assertThat(uri.host()).contains(DomainName.of("example.com"));
        assertThat(uri.maxOctets()).isEmpty();
    }

    @Test
    void schemeHasNoCase() {
        assertThat(ReportUri.of("MAILTO:a@example.com").host()).contains(DomainName.of("example.com"));
    }

    @Test
    void percentEncodedAddressIsDecoded() {
        assertThat(ReportUri.of("mailto:a%21b@example.com").mailAddress()).contains(MailAddress.of("a!b@example.com"));
        assertThat(ReportUri.of("mailto:%C3%A4@example.com").mailAddress()).contains(MailAddress.of("ä@example.com"));
    }

    @Test
    void percentEncodedLineEndIsNoAddress() {
        assertThat(ReportUri.parse("mailto:a%0D%0ABcc:b@example.com").value()).isEmpty();
        assertThat(ReportUri.parse("mailto:a@example.com%0D%0ABcc:b@example.net")
                        .value())
                .isEmpty();
    }

    @Test
    void percentEncodingThatIsNoTextIsNoUri() {
        assertThat(ReportUri.parse("mailto:%FF@example.com").value()).isEmpty();
        assertThat(ReportUri.parse("mailto:%4@example.com").value()).isEmpty();
    }

    @Test
    void mailtoWithoutAValidAddressIsUnusable() {
        for (String text : new String[] {"mailto:", "mailto:example.com", "mailto:a@", "mailto:a@b@c"}) {
            assertThat(ReportUri.parse(text).value()).as(text).isEmpty();
        }
    }

    @Test
    void addressLiteralHasNoHost() {
        assertThat(ReportUri.parse("mailto:a@%5B192.0.2.1%5D").orElseThrow().host())
                .isEmpty();
    }

    @Test
    void otherSchemeIsReadWithItsHost() {
        ReportUri uri = ReportUri.of("https://reports.example.net/dmarc");
        assertThat(uri.isMailto()).isFalse();
        assertThat(uri.mailAddress()).isEmpty();
        assertThat(uri.host()).contains(DomainName.of("reports.example.net"));
    }

    @Test
    void uriWithoutSchemeIsUnusable() {
        assertThat(ReportUri.parse("a@example.com").value()).isEmpty();
        assertThat(ReportUri.parse("//example.com/").value()).isEmpty();
        assertThat(ReportUri.parse("").value()).isEmpty();
    }

    @Test
    void characterThatNoUriHoldsIsUnusable() {
        assertThat(ReportUri.parse("mailto:ä@example.com").value()).isEmpty();
        assertThat(ReportUri.parse("mailto:a b@example.com").value()).isEmpty();
        assertThat(ReportUri.parse("mailto:a@example.com\r\nX: y").value()).isEmpty();
    }

    @Test
    void sizesArePowersOfTwo() {
        assertThat(ReportUri.of("mailto:a@example.com!100").maxOctets()).hasValue(100);
        assertThat(ReportUri.of("mailto:a@example.com!1k").maxOctets()).hasValue(1024);
        assertThat(ReportUri.of("mailto:a@example.com!10M").maxOctets()).hasValue(10L << 20);
        assertThat(ReportUri.of("mailto:a@example.com!1g").maxOctets()).hasValue(1L << 30);
        assertThat(ReportUri.of("mailto:a@example.com!2t").maxOctets()).hasValue(2L << 40);
        assertThat(ReportUri.of("mailto:a@example.com!99999999999999999999t").maxOctets())
                .hasValue(Long.MAX_VALUE);
    }

    @Test
    void sizeIsNoPartOfTheUri() {
        assertThat(ReportUri.of("mailto:a@example.com!10m").uri()).hasToString("mailto:a@example.com");
    }

    @Test
    void brokenSizeIsUnusable() {
        for (String text : new String[] {"!", "!m", "!10x", "!10mm", "!1!2"}) {
            assertThat(ReportUri.parse("mailto:a@example.com" + text).value())
                    .as(text)
                    .isEmpty();
        }
    }
}
