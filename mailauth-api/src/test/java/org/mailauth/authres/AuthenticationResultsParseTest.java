package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

/** RFC 8601 §2.2 to §2.6: what is read, and what makes a field unusable. */
class AuthenticationResultsParseTest {
    private static String valueOf(String pvalue) {
        return AuthenticationResults.parse("a.example; x=pass header.x=" + pvalue)
                .orElseThrow()
                .results()
                .get(0)
                .value("header", "x")
                .orElseThrow();
    }

    private static void assertUnusable(String payload, String code) {
        Parsed<AuthenticationResults> parsed = AuthenticationResults.parse(payload);
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "example.com|example.com",
                "\"example.com\"|example.com",
                "\"ex\\ample.com\"|example.com",
                "(a)example.com(b)|example.com",
                "\"a; b\"|a; b",
                "\"a (b\"|a (b",
                "1|1",
                "bücher.example|bücher.example"
            })
    void authservIdIsReadWithoutQuotesAndComments(String written, String meant) {
        assertThat(AuthenticationResults.parse(written + "; none").orElseThrow().authservId())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "example.com|example.com",
                "=(c)example.com(c)|example.com",
                "\"a b\"|a b",
                "\"a\\\"b\\\\c\"|a\"b\\c",
                "\"\"|",
                "192.0.2.1|192.0.2.1",
                "\"2001:db8::1\"|2001:db8::1",
                "user@example.com|user@example.com",
                "@example.com|@example.com",
                "prvs=1/2?x=user@example.com|prvs=1/2?x=user@example.com",
                "\"a b\"@example.com|\"a b\"@example.com",
                "\"ab\"@example.com|ab@example.com",
                "\"a@b(.evil\"@example.com|\"a@b(.evil\"@example.com",
                "j.doe (y) @example.com|j.doe@example.com",
                "\"\"@example.com|\"\"@example.com",
                "jörg@bücher.example|jörg@bücher.example",
                "\"user@example.com\"|user@example.com",
                "a..b|a..b",
                "+abc_|+abc_"
            })
    void pvalueIsReadAsMeant(String written, String meant) {
        String pvalue = written.startsWith("=(") ? written.substring(1) : written;
        assertThat(valueOf(pvalue)).isEqualTo(meant == null ? "" : meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example;x=pass header.x=y",
                "a.example ; x = pass header . x = y",
                "a.example\r\n ;\r\n\tx=pass\r\n header.x=y\r\n ",
                "a.example 1; x/1=pass header.x=y",
                "a.example 001(;); X / (=) 01 = PASS(none)HEADER.X=y",
                "(\\)(\\()())a.example(\"); x=pass header.x=\"y\"(a)(b) (c)",
                "a.example; x=pass (a;b=c \"d) header.x=(y)y",
                "a.example; x=pass header.x=\"\\y\""
            })
    void commentsQuotesCaseAndVersionsSayNothing(String payload) {
        assertThat(AuthenticationResults.parse(payload).problems()).isEmpty();
        assertThat(AuthenticationResults.parse(payload).value())
                .contains(AuthenticationResults.none("a.example")
                        .with(MethodResult.of("x", "pass").with("header", "x", "y")));
    }

    @Test
    void propertiesNeedNoBlankBetweenThemWhereQuotesEndAValue() {
        assertThat(AuthenticationResults.parse("a.example; x=pass header.x=\"y\"header.z=w")
                        .orElseThrow()
                        .toPayload())
                .isEqualTo("a.example; x=pass header.x=y header.z=w");
    }

    @Test
    void valueThatEndsInADotDoesNotSwallowTheNextProperty() {
        // RFC 5322 §4.4 allows "c . header.from=d" as a local-part; then the result would have one property only.
        assertThat(AuthenticationResults.parse("a.example; x=pass smtp.helo=c. header.from=d@b.example")
                        .orElseThrow()
                        .results())
                .containsExactly(
                        MethodResult.of("x", "pass").with("smtp", "helo", "c.").with("header", "from", "d@b.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"j . doe@example.com", "j. doe@example.com", "a.\"b c\".d@example.com"})
    void obsoleteLocalPart_isNotRead(String pvalue) {
        assertThat(AuthenticationResults.parse("a.example; x=pass header.x=" + pvalue)
                        .value())
                .isEmpty();
    }

    @Test
    void noneIsAMethodWhenAResultFollows() {
        assertThat(AuthenticationResults.parse("a.example; none=pass")
                        .orElseThrow()
                        .results())
                .containsExactly(MethodResult.of("none", "pass"));
    }

    @Test
    void reasonIsATypeWhenADotFollows() {
        assertThat(AuthenticationResults.parse("a.example; x=pass reason . x=y")
                        .orElseThrow()
                        .results())
                .containsExactly(MethodResult.of("x", "pass").with("reason", "x", "y"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|authres.authserv-id",
                "; none|authres.authserv-id",
                "dkim=pass header.d=a.example|authres.syntax",
                "\"\"; none|authres.authserv-id",
                "a.example|authres.syntax",
                "a.example;|authres.keyword",
                "a.example none|authres.syntax",
                "a.example; none; x=pass|authres.syntax",
                "a.example; x=pass; none|authres.syntax",
                "a.example; x=pass;|authres.keyword",
                "a.example;; x=pass|authres.keyword",
                "a.example; x pass|authres.syntax",
                "a.example; x=|authres.keyword",
                "a.example; x=pass-|authres.keyword",
                "a.example; x=pass header.x|authres.syntax",
                "a.example; x=pass header=x|authres.syntax",
                "a.example; x=pass header.x=|authres.value",
                "a.example; x=pass header.b=/d5r|authres.value",
                "a.example; x=pass header.b=d5r=|authres.keyword",
                "a.example; x=pass header.i=@paypal|authres.value",
                "a.example; x=pass header.i=a@b.example.|authres.keyword",
                "a.example; x=pass header.x=y reason=z|authres.syntax",
                "a.example; x=pass reason=\"z\"header.x=y|authres.blank",
                "a.example; x=pass reason=|authres.reason",
                "a.example; x/=pass|authres.method-version",
                "a.example; x=pass header.x=(y|syntax.comment-open",
                "a.example; x=pass header.x=y(\\)|syntax.comment-open",
                "a.example; x=pass header.x=\"y|syntax.quote-open",
                "a.example; x=pass header.x=\"y\\\"|syntax.quote-open",
                "a.example; x=pass )|authres.keyword"
            })
    void fieldOutsideTheGrammarIsUnusable(String payload, String code) {
        assertUnusable(payload == null ? "" : payload, code);
    }

    @Test
    void unknownVersionOfTheField_isNotLookedAt() {
        assertUnusable("a.example 2; x=pass", "authres.version");
        assertUnusable("a.example 99999999999999999999; !!!", "authres.version");
        assertUnusable("a.example 0; none", "authres.version");
    }

    @Test
    void unknownVersionOfAMethod_isIgnored() {
        Parsed<AuthenticationResults> parsed =
                AuthenticationResults.parse("a.example; dkim/2=pass header.d=a.example; spf=fail");

        assertThat(parsed.orElseThrow().results()).containsExactly(MethodResult.of("spf", "fail"));
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("authres.method-version");
    }

    @Test
    void unknownWordsAreKeptAndKnownAsUnknown() {
        AuthenticationResults results = AuthenticationResults.parse(
                        "a.example; dkim=timeout; x-new=pass vendor.score=7; dkim=pass")
                .orElseThrow();

        assertThat(results.results()).extracting(MethodResult::isKnown).containsExactly(false, false, true);
        assertThat(results.results().get(1).value("vendor", "score")).contains("7");
    }

    @Test
    void repeatedProperty_hasNoSingleValue() {
        MethodResult result = AuthenticationResults.parse("a.example; dkim=pass header.d=a.example header.D=b.example")
                .orElseThrow()
                .results()
                .get(0);

        assertThat(result.value("header", "d")).isEmpty();
        assertThat(result.values("Header", "D")).containsExactly("a.example", "b.example");
    }

    @Test
    void keywordsHave64CharactersAtMost() {
        String longest = "k".repeat(64);

        assertThat(AuthenticationResults.parse("a.example; " + longest + "=pass")
                        .value())
                .isPresent();
        assertUnusable("a.example; " + longest + "k=pass", "authres.keyword");
    }

    @Test
    void valueThatNoLineCanHold_isIgnored() {
        Parsed<AuthenticationResults> parsed =
                AuthenticationResults.parse("a.example; x=pass header.a=" + "y".repeat(2000) + " header.b=z");

        assertThat(parsed.orElseThrow().results())
                .containsExactly(MethodResult.of("x", "pass").with("header", "b", "z"));
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("authres.value-too-long");
    }

    @Test
    void commentsNest64Deep() {
        String none = "; none";
        assertThat(AuthenticationResults.parse("a.example" + "(".repeat(64) + ")".repeat(64) + none)
                        .value())
                .isPresent();
        assertUnusable("a.example" + "(".repeat(65) + ")".repeat(65) + none, "syntax.comment-depth");
        assertUnusable("a.example" + "(".repeat(60_000), "syntax.comment-depth");
    }

    @Test
    void fieldOfAnotherName_isUnusable() {
        HeaderField field = HeaderField.of("Subject", " a.example; none");

        assertThat(AuthenticationResults.parse(field).value()).isEmpty();
        assertThat(AuthenticationResults.parseLenient(field).value()).isEmpty();
    }

    @Test
    void problemSaysWhereInTheUnfoldedBody() {
        assertThat(AuthenticationResults.parse("a.example;\r\n x!pass").problems())
                .extracting(problem -> problem.position().orElse(-1))
                .containsExactly(12L);
    }
}
