package org.mailauth.publicsuffix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.DomainName;
import org.mailauth.OrganizationalDomainFinder;

/** Which public suffix a name ends in, and which organization it belongs to (RFC 7489 §3.2). */
class PublicSuffixListTest {
    private static final PublicSuffixList LIST = Lists.of(
            "// VERSION: 2026-01-02",
            "// ===BEGIN ICANN DOMAINS===",
            "com",
            "uk",
            "co.uk",
            "*.ck",
            "!www.ck",
            "jp",
            "*.kawasaki.jp",
            "!city.kawasaki.jp",
            "\u516C\u53F8.cn",
            "// ===END ICANN DOMAINS===",
            Lists.PRIVATE_BEGIN,
            "github.example",
            "*.cloud.com",
            "!own.cloud.com",
            "blog.co.uk",
            Lists.PRIVATE_END);

    private static String organizationalDomain(OrganizationalDomainFinder list, String name) {
        return list.organizationalDomain(DomainName.of(name))
                .map(DomainName::toString)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        // one rule, and the longest of several
        "com, com, none",
        "example.com, com, example.com",
        "a.b.example.com, com, example.com",
        "uk, uk, none",
        "example.uk, uk, example.uk",
        "co.uk, co.uk, none",
        "www.example.co.uk, co.uk, example.co.uk",
        // wildcards and their exceptions
        "ck, ck, none",
        "any.ck, any.ck, none",
        "a.any.ck, any.ck, a.any.ck",
        "b.a.any.ck, any.ck, a.any.ck",
        "www.ck, ck, www.ck",
        "a.www.ck, ck, www.ck",
        "kawasaki.jp, jp, kawasaki.jp",
        "x.kawasaki.jp, x.kawasaki.jp, none",
        "y.x.kawasaki.jp, x.kawasaki.jp, y.x.kawasaki.jp",
        "city.kawasaki.jp, kawasaki.jp, city.kawasaki.jp",
        "a.city.kawasaki.jp, kawasaki.jp, city.kawasaki.jp",
        // the default rule
        "unlisted, unlisted, none",
        "a.unlisted, unlisted, a.unlisted",
        "b.a.unlisted, unlisted, a.unlisted",
        "cn, cn, none",
        "a.cn, cn, a.cn",
        // U-labels and A-labels
        "example.\u516C\u53F8.cn, xn--55qx5d.cn, example.xn--55qx5d.cn",
        "a.example.xn--55qx5d.cn, xn--55qx5d.cn, example.xn--55qx5d.cn",
        // the private section
        "a.github.example, github.example, a.github.example",
        "github.example, github.example, none",
        "b.a.github.example, github.example, a.github.example",
        "a.x.cloud.com, x.cloud.com, a.x.cloud.com",
        "a.own.cloud.com, cloud.com, own.cloud.com",
        "a.b.blog.co.uk, blog.co.uk, b.blog.co.uk",
        // names of the DNS, whatever their case
        "_dmarc.EXAMPLE.com., com, example.com"
    })
    void name_hasItsSuffixAndOrganization(String name, String suffix, String organization) {
        assertThat(LIST.publicSuffix(DomainName.of(name))).hasToString(suffix);
        assertThat(organizationalDomain(LIST, name)).isEqualTo(organization);
        assertThat(LIST.isPublicSuffix(DomainName.of(name))).isEqualTo(organization.equals("none"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.github.example, github.example",
        "a.x.cloud.com, cloud.com",
        "a.own.cloud.com, cloud.com",
        "a.b.blog.co.uk, blog.co.uk",
        "b.a.any.ck, a.any.ck",
        "a.www.ck, www.ck"
    })
    void withoutThePrivateSection_onlyRegistriesCount(String name, String organization) { // RFC 7489 eid6729
        PublicSuffixList icann = LIST.withoutPrivateSection();

        assertThat(organizationalDomain(icann, name)).isEqualTo(organization);
        assertThat(icann.hasPrivateSection()).isFalse();
        assertThat(LIST.hasPrivateSection()).isTrue();
    }

    @Test
    void longestNames_areLookedUpLikeOthers() {
        String name = "a.".repeat(124) + "com";
        assertThat(organizationalDomain(LIST, name)).isEqualTo("a.com");
        assertThat(organizationalDomain(LIST, "a.".repeat(120) + "kawasaki.jp")).isEqualTo("a.a.kawasaki.jp");
    }

    @Test
    void builtInList_isCompleteAndSaysItsVersion() {
        PublicSuffixList list = PublicSuffixList.builtIn();

        assertThat(list).isSameAs(PublicSuffixList.builtIn());
        assertThat(list.version())
                .hasValueSatisfying(version -> assertThat(version).matches("20\\d\\d-\\d\\d-\\d\\d_.*_UTC"));
        assertThat(list.size()).isGreaterThan(9_000);
        assertThat(organizationalDomain(list, "a.b.github.io")).isEqualTo("b.github.io");
        assertThat(organizationalDomain(list.withoutPrivateSection(), "a.b.github.io"))
                .isEqualTo("github.io");
        assertThat(organizationalDomain(list, "a.city.kawasaki.jp")).isEqualTo("city.kawasaki.jp");
        assertThat(organizationalDomain(list, "a.example.xn--p1ai")).isEqualTo("example.xn--p1ai");
        assertThat(list).hasToString("public suffix list " + list.version().orElseThrow());
    }

    @Test
    void builtInList_isReadWithoutProblemsAndCarriesItsLicence() throws Exception {
        try (var in = PublicSuffixList.class.getResourceAsStream("effective_tld_names.dat")) {
            assertThat(PublicSuffixList.read(in).problems()).isEmpty();
        }
        try (var in = PublicSuffixList.class.getResourceAsStream("LICENSE-MPL-2.0.txt")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("Mozilla Public License Version 2.0");
        }
        assertThat(PublicSuffixList.class.getResource("NOTICE.txt")).isNotNull();
    }

    @Test
    void equalRules_areEqualLists() {
        PublicSuffixList one = Lists.of("com", "co.uk");

        assertThat(one)
                .isEqualTo(Lists.of("co.uk", "// x", "com"))
                .hasSameHashCodeAs(Lists.of("co.uk", "// x", "com"))
                .isNotEqualTo(Lists.of("com", "*.co.uk"))
                .isNotEqualTo(one.withoutPrivateSection())
                .isNotEqualTo(Lists.of("com", "co.uk", "// VERSION: 1"));
        assertThat(one.version()).isEqualTo(Optional.empty());
        assertThat(one.withoutPrivateSection())
                .hasToString("public suffix list of no version without its private section");
        assertThat(one.size()).isEqualTo(2);
    }
}
