package org.mailauth.cli.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.DocumentedSchema;
import org.mailauth.cli.Run;

/** What headers writes is what its schema describes, and what the documentation says. */
class HeadersSchemaTest {
    private static final DocumentedSchema SCHEMA = DocumentedSchema.of("headers");

    @TempDir
    Path folder;

    private List<String> documents() {
        String rare = "Authentication-Results: other.example; none\n"
                + "Received: from h.example [192.0.2.1] by a.example via UUCP with SMTP (envelope-from <a@b.example>); x\n"
                + "Received: from h.example from b.example by c.example\nX: \u0000\n\n";
        return List.of(
                json(Letters.SPOOF, "--authserv-id", Letters.MX),
                json(rare, "--authserv-id", Letters.MX),
                json("", "--authserv-id", Letters.MX));
    }

    private String json(String message, String... more) {
        String[] arguments = Arrays.copyOf(more, more.length + 1);
        arguments[more.length] = "--json";
        Run run = Letters.read(folder, message, arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(1);
        return run.lines().get(0);
    }

    @Test
    void everyDocumentIsAsDescribed() {
        for (String document : documents()) {
            assertThat(SCHEMA.errors(document)).as(document).isEmpty();
        }
    }

    @Test
    void everyMemberHoldsSomethingInSomeDocument() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String document : documents()) {
            used.addAll(SCHEMA.used(document));
        }

        assertThat(SCHEMA.members()).hasSizeGreaterThan(40);
        assertThat(used).containsExactlyElementsOf(SCHEMA.members());
    }

    @Test
    void schemaIsASchema() {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(SCHEMA.root()))
                .isEmpty();
        assertThat(SCHEMA.root().at("/properties/schema/const").textValue()).isEqualTo(HeadersJson.SCHEMA);
    }

    @Test
    void documentOfAnotherShapeIsAnError() {
        String document = json(Letters.SPOOF);

        assertThat(SCHEMA.errors(document.replace("\"file\":", "\"data\":"))).hasSize(2);
        assertThat(SCHEMA.errors(document.replace("\"severity\":\"low\"", "\"severity\":\"LOW\"")))
                .isNotEmpty();
    }

    @Test
    void documentationHasTheSameTables() throws Exception {
        assertThat(Files.readString(DocumentedSchema.docs("headers.md"))).endsWith("\n\n" + SCHEMA.tables());
    }
}
