package org.mailauth.forensics.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.DomainName;
import org.mailauth.forensics.lookalike.Resemblance.Kind;

class LookalikeDomainsTest {
    private static final LookalikeDomains KNOWN = LookalikeDomains.of(
            List.of(
                    DomainName.of("mail.example.com"),
                    DomainName.of("samjung.co.kr"),
                    DomainName.of("paypal.com"),
                    DomainName.of("우리은행.한국"),
                    DomainName.of("viewworld.com"),
                    DomainName.of("ibm.com")),
            Suffixes.FINDER);

    private static List<Kind> kinds(String domain) {
        return KNOWN.examine(DomainName.of(domain)).stream()
                .map(Resemblance::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // Cyrillic letters
        "раураl.com, SHOWN_AS_KNOWN",
        "exаmple.com, SHOWN_AS_KNOWN",
        "xn--exmple-4nf.com, SHOWN_AS_KNOWN",
        "exarnple.com, CONFUSABLE",
        "paypa1.com, CONFUSABLE",
        "sarnjung.co.kr, CONFUSABLE",
        "exampIe.com, SIMILAR_LETTERS",
        "vievvworld.com, SIMILAR_LETTERS",
        "viewwor1d.com, CONFUSABLE",
        "vieww0rld.com, SIMILAR_LETTERS",
        "exámple.com, SIMILAR_LETTERS",
        "lbm.com, SIMILAR_LETTERS",
        "example.com.login.net, DOMAIN_AS_LABELS",
        "ibm.com.login.net, DOMAIN_AS_LABELS",
        "samjung.co.kr.mail.net, DOMAIN_AS_LABELS",
        "example.login.net, NAME_AS_LABEL",
        "secure-paypal.net, NAME_AS_PART",
        "a.secure-paypal.login.net, NAME_AS_PART",
        "우리은행-로그인.com, NAME_AS_PART",
        "exampl.com, ONE_EDIT",
        "examplee.com, ONE_EDIT",
        "exanple.com, ONE_EDIT",
        "exmaple.com, ONE_EDIT",
        "samjumg.co.kr, ONE_EDIT",
        "우리은헹.한국, ONE_EDIT",
        "example.net, OTHER_SUFFIX",
        "samjung.com, OTHER_SUFFIX",
        "우리은행.com, OTHER_SUFFIX"
    })
    void resembles(String domain, Kind kind) {
        assertThat(kinds(domain)).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({
        // the known ones, and those below them
        "example.com",
        "mail.example.com",
        "paypal.example.com",
        "login.samjung.co.kr",
        "우리은행.한국",
        // two edits
        "exampel1.com",
        "exmpls.com",
        "우리은항공.한국",
        // too short for neighbours and for labels without their suffix
        "ibn.com",
        "ibm.login.net",
        "my-ibm.net",
        // the name inside another word
        "examples-of-art.com",
        "counterexample.com",
        "mypaypals.com",
        // the suffix alone
        "co.kr",
        "other.co.kr",
        "대한은행.한국",
        "localhost"
    })
    void resemblesNone(String domain) {
        assertThat(kinds(domain)).isEmpty();
    }

    @Test
    void namesTheKnownDomainAsItWasGiven() {
        assertThat(KNOWN.examine(DomainName.of("exampie.com")))
                .containsExactly(new Resemblance(Kind.SIMILAR_LETTERS, DomainName.of("mail.example.com"), "exampie"));
    }

    @Test
    void tellsTheStrongestFirstAndNotAll() {
        List<DomainName> known = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            known.add(DomainName.of("company.s" + at));
        }
        LookalikeDomains many = LookalikeDomains.of(known, Suffixes.FINDER);
        List<Resemblance> found = many.examine(DomainName.of("company.s1.company-login.net"));
        assertThat(found).hasSize(LookalikeDomains.MAX_RESEMBLANCES);
        assertThat(found.get(0).kind()).isEqualTo(Kind.DOMAIN_AS_LABELS);
        assertThat(found.get(0).imitated()).isEqualTo(DomainName.of("company.s1"));
    }

    @Test
    void knownDomainsMayResembleEachOther() {
        LookalikeDomains both = LookalikeDomains.of(
                List.of(DomainName.of("example.com"), DomainName.of("exampie.com")), Suffixes.FINDER);
        assertThat(both.examine(DomainName.of("exampie.com"))).isEmpty();
        assertThat(both.examine(DomainName.of("www.example.com"))).isEmpty();
    }

    @Test
    void findsNothingWhenNothingIsKnown() {
        assertThat(LookalikeDomains.of(List.of(), Suffixes.FINDER).examine(DomainName.of("exampie.com")))
                .isEmpty();
    }
}
