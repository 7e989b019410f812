package org.mailauth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The published schema of what a command writes, made strict: what it does not describe is an error. */
public final class DocumentedSchema {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonNode root;
    private final Schema strict;

    private DocumentedSchema(JsonNode root) {
        this.root = root;
        JsonNode closed = root.deepCopy();
        close(closed);
        this.strict = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(closed);
    }

    public static Path docs(String name) {
        return Path.of(System.getProperty("basedir", ".")).resolve("../docs").resolve(name);
    }

    /** The one of a command, such as {@code verify}. */
    public static DocumentedSchema of(String command) {
        try {
            return new DocumentedSchema(JSON.readTree(Files.readString(docs(command + ".schema.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.has("properties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(DocumentedSchema::close);
    }

    public JsonNode root() {
        return root;
    }

    /** What is wrong with a line that the command wrote. */
    public List<String> errors(String line) {
        try {
            return strict.validate(JSON.readTree(line)).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            return List.of("no JSON: " + e.getMessage());
        }
    }

    /** Each member that is described, such as {@code spf.domain} of the definition spf. */
    public Set<String> members() {
        Set<String> members = new TreeSet<>();
        addMembers(root, "", members);
        root.get("$defs").properties().forEach(entry -> addMembers(entry.getValue(), entry.getKey() + ":", members));
        return members;
    }

    private static void addMembers(JsonNode schema, String prefix, Set<String> members) {
        schema.get("properties").properties().forEach(entry -> {
            members.add(prefix + entry.getKey());
            if (entry.getValue().has("properties")) {
                addMembers(entry.getValue(), prefix + entry.getKey() + ".", members);
            }
        });
    }

    /** The members that hold something in a line that the command wrote. */
    public Set<String> used(String line) throws IOException {
        Set<String> used = new TreeSet<>();
        addUsed(root, "", JSON.readTree(line), used);
        return used;
    }

    private void addUsed(JsonNode schema, String prefix, JsonNode value, Set<String> used) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").textValue().substring(DEFINITIONS.length());
            addUsed(root.get("$defs").get(name), name + ":", value, used);
        } else if (schema.has("anyOf") && !value.isNull()) {
            addUsed(schema.get("anyOf").get(0), prefix, value, used);
        } else if (schema.has("items") && value.isArray()) {
            value.forEach(item -> addUsed(schema.get("items"), prefix, item, used));
        } else if (schema.has("properties") && value.isObject()) {
            value.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    used.add(prefix + entry.getKey());
                    JsonNode below = schema.get("properties").get(entry.getKey());
                    addUsed(below, prefix + entry.getKey() + ".", entry.getValue(), used);
                }
            });
        }
    }

    /** The tables of the documentation. */
    public String tables() {
        StringBuilder text = new StringBuilder();
        addTable(text, root);
        root.get("$defs").properties().forEach(entry -> {
            String about = entry.getValue().get("description").textValue();
            text.append("\n### ").append(entry.getKey()).append("\n\n");
            text.append(Character.toUpperCase(about.charAt(0)))
                    .append(about.substring(1))
                    .append(".\n\n");
            addTable(text, entry.getValue());
        });
        return text.toString();
    }

    private static void addTable(StringBuilder text, JsonNode schema) {
        text.append("| member | is | what it says |\n|---|---|---|\n");
        addRows(text, "", schema);
    }

    private static void addRows(StringBuilder text, String prefix, JsonNode schema) {
        schema.get("properties").properties().forEach(entry -> {
            JsonNode member = entry.getValue();
            text.append("| `").append(prefix).append(entry.getKey()).append("` | ");
            text.append(type(member))
                    .append(" | ")
                    .append(member.get("description").textValue());
            String before = ": ";
            for (JsonNode word : member.path("enum")) {
                if (!word.isNull()) {
                    text.append(before).append('`').append(word.textValue()).append('`');
                    before = ", ";
                }
            }
            text.append(" |\n");
            if (member.has("properties")) {
                addRows(text, prefix + entry.getKey() + ".", member);
            }
        });
    }

    private static String type(JsonNode member) {
        if (member.has("$ref")) {
            return member.get("$ref").textValue().substring(DEFINITIONS.length());
        }
        if (member.has("anyOf")) {
            return type(member.get("anyOf").get(0)) + " or null";
        }
        if (member.has("const")) {
            return "`" + member.get("const").textValue() + "`";
        }
        JsonNode type = member.get("type");
        String first = type.isArray() ? type.get(0).textValue() : type.textValue();
        String words = first.equals("array") ? "array of " + type(member.get("items")) : first;
        return type.isArray() ? words + " or null" : words;
    }
}
