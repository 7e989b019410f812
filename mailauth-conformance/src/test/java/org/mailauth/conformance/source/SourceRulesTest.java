package org.mailauth.conformance.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules find what they forbid, and leave alone what they do not. */
class SourceRulesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String f(String a) { return a.toLowerCase(); }",
                "String f(String a) { return a.trim().toUpperCase(); }",
                "byte[] f(String a) { return a.getBytes(); }",
                "byte[] f() { return \"x\".getBytes(); }",
                "byte[] f() { var a = text(); return a.getBytes(); }",
                "String f(int a) { return String.format(\"%d\", a); }",
                "String f(int a) { return String.format(\"%d\" + \" x\", a); }",
                "String f(int a) { return \"%d\".formatted(a); }",
                "long f() { return System.currentTimeMillis(); }",
                "Object f() { return java.time.Instant.now(); }",
                "Object f() { return LocalDate.now(); }",
                "Object f() { return ZoneId.systemDefault(); }",
                "Object f() { return java.util.Locale.getDefault(); }",
                "Object f() { return Charset.defaultCharset(); }",
                "Object f() { return Clock.systemDefaultZone(); }",
                "Object f() { return new java.util.Date(); }",
                "String f(byte[] a) { return new String(a); }",
                "Object f(InputStream a) { return new InputStreamReader(a); }",
                "Function<String, String> f() { return String::toLowerCase; }",
                "Supplier<Instant> f() { return Instant::now; }",
                "static int counter;",
                "private static volatile Object cache;",
                "static final Map<String, String> CACHE = new java.util.HashMap<>();",
                "static final AtomicLong COUNT = new AtomicLong();",
                "interface I { Map<String, String> CACHE = new HashMap<>(); }",
                "static class Inner { static String last; }"
            })
    void whatIsForbiddenIsFoundOnce(String member) throws IOException {
        assertThat(violations("class A {\n" + member + "\n}"))
                .singleElement()
                .asString()
                .contains("A.java:2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** Never a.toLowerCase() or Instant.now(). */ int f;",
                "String f() { return \"a.getBytes() System.currentTimeMillis()\"; }",
                "String f(String a) { return a.toLowerCase(Locale.ROOT); }",
                "byte[] f(String a) { return a.getBytes(UTF_8); }",
                "byte[] f(Key key) { return key instanceof EdECPrivateKey edwards ? edwards.getBytes() : null; }",
                "String f(int a) { return String.format(Locale.ROOT, \"%d\", a); }",
                "Object f(Clock clock) { return clock.instant(); }",
                "Object f(Clock clock) { return Instant.now(clock); }",
                "String f(byte[] a) { return new String(a, UTF_8); }",
                "Object f(OutputStream a) { return new PrintWriter(new OutputStreamWriter(a, UTF_8)); }",
                "static final int LIMIT = 3;",
                "private static final List<String> NAMES = List.of(\"a\");",
                "static int f() { int local = 1; return local; }",
                "int counter;",
                "interface I { int LIMIT = 3; }",
                "static class Inner { int last; }"
            })
    void whatIsAllowedIsNotFound(String member) throws IOException {
        assertThat(violations("class A {\n" + member + "\n}")).isEmpty();
    }

    @Test
    void fileOfTooManyLinesIsFound() throws IOException {
        assertThat(violations("class A {\n" + "// x\n".repeat(SourceRules.MAX_FILE_LINES - 2) + "}\n"))
                .isEmpty();
        assertThat(violations("class A {\n" + "// x\n".repeat(SourceRules.MAX_FILE_LINES - 1) + "}\n"))
                .singleElement()
                .asString()
                .contains("file of 501 lines");
    }

    @Test
    void methodOfTooManyLinesIsFound() throws IOException {
        assertThat(violations("class A {\nvoid f() {\n" + "f();\n".repeat(SourceRules.MAX_METHOD_LINES - 2) + "}\n}"))
                .isEmpty();
        assertThat(violations("class A {\nvoid f() {\n" + "f();\n".repeat(SourceRules.MAX_METHOD_LINES - 1) + "}\n}"))
                .singleElement()
                .asString()
                .contains("method of 61 lines: f");
    }

    @Test
    void fileThatDoesNotParseIsNotOverlooked() throws IOException {
        assertThat(violations("class A { static int")).isNotEmpty().anyMatch(line -> line.startsWith("does not parse"));
    }

    private List<String> violations(String source) throws IOException {
        Path file = directory.resolve("A.java");
        Files.writeString(file, source);
        return SourceRules.violations(List.of(file));
    }
}
