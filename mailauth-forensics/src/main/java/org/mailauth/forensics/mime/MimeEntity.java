package org.mailauth.forensics.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** The MIME fields of a message or of its first part. Immutable and thread-safe; nothing is null. */
public final class MimeEntity {
    private final HeaderFields header;
    private final boolean firstPart;
    private final List<MimeField> types;
    private final List<MimeField> dispositions;

    MimeEntity(HeaderFields header, boolean firstPart) {
        this.header = header;
        this.firstPart = firstPart;
        this.types = named(header, "Content-Type");
        this.dispositions = named(header, "Content-Disposition");
    }

    private static List<MimeField> named(HeaderFields header, String name) {
        List<MimeField> fields = new ArrayList<>(1);
        for (int index = 0; index < header.size(); index++) {
            HeaderField field = header.all().get(index);
            if (field.isNamed(name)) {
                fields.add(MimeFieldParser.parse(index, field));
            }
        }
        return List.copyOf(fields);
    }

    /**
     * The header that the fields are of.
     *
     * @return all fields
     */
    public HeaderFields header() {
        return header;
    }

    /**
     * Whether this is the first part, and not the message.
     *
     * @return true for the first part
     */
    public boolean isFirstPart() {
        return firstPart;
    }

    /**
     * The topmost Content-Type.
     *
     * @return empty without such a field
     */
    public Optional<MimeField> type() {
        return types.stream().findFirst();
    }

    /**
     * All Content-Type and Content-Disposition fields.
     *
     * @return from the top, the types first
     */
    public List<MimeField> fields() {
        List<MimeField> all = new ArrayList<>(types);
        all.addAll(dispositions);
        return List.copyOf(all);
    }

    /**
     * What readers may call the file: {@code filename} (RFC 2183 §2.3) and {@code name}.
     *
     * @return every one that is written
     */
    public List<FileName> fileNames() {
        List<FileName> names = new ArrayList<>(2);
        for (MimeField field : fields()) {
            for (MimeParameter parameter : field.parameters()) {
                if (parameter.name().equals("filename") || parameter.name().equals("name")) {
                    names.add(FileName.of(field, parameter));
                }
            }
        }
        return List.copyOf(names);
    }
}
