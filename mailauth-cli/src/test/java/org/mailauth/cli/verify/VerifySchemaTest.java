package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.DocumentedSchema;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

/** What verify writes is what its schema describes, and what the documentation says. */
class VerifySchemaTest {
    private static final String HOME =
            "--ip 192.0.2.1 --helo mail.football.example.com --mail-from joe@football.example.com";
    private static final InMemoryDns DNS = Sample.dns().toBuilder()
            .txt("football.example.com", "v=spf1 include:_spf.example.net ip4:192.0.2.1 exp=why.example.net -all")
            .txt("_spf.example.net", "v=spf1 a:mail.example.net ?all")
            .a("mail.example.net", "198.51.100.7")
            .txt("bounce.football.example.com", "v=spf1 ip4:192.0.2.1 -all")
            .txt("why.example.net", "%{i} may not")
            .txt("broken.example.net", "v=spf1 include:broken.example.net what -all")
            .a("mail.football.example.com", "192.0.2.1")
            .ptr("1.2.0.192.in-addr.arpa", "mail.football.example.com")
            .txt("_dmarc.football.example.com", "v=DMARC1; p=reject; t=y; rua=nonsense")
            .txt("_dmarc.strict.example.org", "v=DMARC1; p=reject")
            .txt("arc._domainkey.lists.example", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
            .fail("_dmarc.slow.example.org", DnsFailure.TIMEOUT)
            .build();

    @TempDir
    Path folder;

    private final DocumentedSchema schema = DocumentedSchema.of("verify");

    private String verify(String message, String options) {
        List<String> args = new ArrayList<>(List.of("verify", "--json"));
        args.add(Sample.write(folder, "message.eml", message).toString());
        if (!options.isEmpty()) {
            args.addAll(Arrays.asList(options.split(" ", -1)));
        }
        Run run = Run.withDns(DNS, args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(1);
        return run.lines().get(0);
    }

    private String sealed(String message) {
        return command(message, "seal", "lists.example", "arc", "--authserv-id", "mx.lists.example");
    }

    /** What comes of a message that is signed or sealed. */
    private String command(String message, String command, String domain, String selector, String... more) {
        List<String> args = new ArrayList<>(List.of(
                command,
                Sample.write(folder, "before.eml", message).toString(),
                "--key",
                Sample.write(folder, "seed", Sample.SEED).toString(),
                "--domain",
                domain,
                "--selector",
                selector));
        args.addAll(List.of(more));
        return Run.withDns(DNS, args.toArray(String[]::new)).out();
    }

    private List<String> documents() {
        String signed = Sample.signed().replace("\r\n", "\n").replace("\n", "\r\n");
        String list = signed.replace("Subject: ", "Subject: [list] ") + "_____\r\nlist\r\n";
        return List.of(
                verify(signed, HOME + " --explain"),
                verify(signed, ""),
                verify(signed, HOME + " --legacy"),
                verify("List-Id: <l.example>\r\n" + list.replace("football.example.com>", "strict.example.org>"), HOME),
                verify(list, "--explain " + HOME.replace("192.0.2.1", "203.0.113.1")),
                verify(Sample.UNSIGNED, "--ip 192.0.2.9 --helo x.example --mail-from a@broken.example.net --explain"),
                verify(Sample.UNSIGNED.replace("\r\n", "\n"), "--from-received mx.example.net"),
                verify(Sample.UNSIGNED.replace("football.example.com", "slow.example.org"), HOME),
                verify(Sample.UNSIGNED.replace("football.example.com", "strict.example.org"), HOME + " --explain"),
                verify("From: a@x.example, b@y.example\r\n" + Sample.UNSIGNED, HOME),
                verify("DKIM-Signature: nonsense\r\n\u0000" + Sample.UNSIGNED, ""),
                verify("", ""),
                verify(sealed(signed), ""),
                verify(sealed(signed).replace("hungry", "angry"), ""),
                verify("Reply-To: eve@evil.example\r\n" + signed, HOME.replace("joe@", "joe@bounce.")),
                verify(
                        command(Sample.UNSIGNED, "sign", "football.example.com", "brisbane", "--expires-after", "1d"),
                        ""));
    }

    @Test
    void everyDocumentIsAsDescribed() {
        for (String document : documents()) {
            assertThat(schema.errors(document)).as(document).isEmpty();
        }
    }

    @Test
    void everyMemberHoldsSomethingInSomeDocument() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String document : documents()) {
            used.addAll(schema.used(document));
        }

        assertThat(schema.members()).hasSizeGreaterThan(130);
        assertThat(used).containsExactlyElementsOf(schema.members());
    }

    @Test
    void documentOfAnotherShapeIsAnError() {
        String document = verify(Sample.signed(), "");

        assertThat(schema.errors(document.replace("\"file\":", "\"data\":"))).hasSize(2);
        assertThat(schema.errors(document.replace("mailauth-verify/1", "mailauth-verify/2")))
                .hasSize(1);
        assertThat(schema.errors(document.replace("\"result\":\"pass\"", "\"result\":\"passed\"")))
                .isNotEmpty();
        assertThat(schema.errors("{")).hasSize(1);
    }

    @Test
    void schemaIsASchema() {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(schema.root()))
                .isEmpty();
        assertThat(schema.root().at("/properties/schema/const").textValue()).isEqualTo(JsonReport.SCHEMA);
    }

    @Test
    void documentationHasTheSameTables() throws Exception {
        assertThat(Files.readString(DocumentedSchema.docs("verify.md"))).endsWith("\n\n" + schema.tables());
    }
}
