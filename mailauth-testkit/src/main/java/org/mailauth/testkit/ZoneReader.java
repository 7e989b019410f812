package org.mailauth.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

/** Reads one master file, entry by entry. */
final class ZoneReader {
    private static final int MAX_RECORDS = 500_000;
    private static final long DEFAULT_TTL = 3600;

    private final ZoneLexer lexer;
    private final ZoneDataBuilder data = new ZoneDataBuilder();
    private final ZoneProblems problems = new ZoneProblems();
    private DnsName origin;
    private @Nullable DnsName owner;
    private @Nullable Long directiveTtl;
    private long lastTtl = DEFAULT_TTL;
    private int records;

    ZoneReader(String text, DnsName origin) {
        this.lexer = new ZoneLexer(text);
        this.origin = origin;
    }

    Parsed<InMemoryDns> read() {
        for (ZoneEntry entry = lexer.next(); entry != null && !isEnough(); entry = lexer.next()) {
            try {
                readEntry(entry);
            } catch (ZoneSyntaxException error) {
                problems.error(error);
            }
        }
        // RFC 1035 §5.2: a file with any error is not loaded.
        return problems.spoil()
                ? Parsed.unusable(problems.told())
                : Parsed.of(new InMemoryDns(data.build()), problems.told());
    }

    private boolean isEnough() {
        return problems.areEnough() || records > MAX_RECORDS;
    }

    private void readEntry(ZoneEntry entry) throws ZoneSyntaxException {
        if (entry.error() != null) {
            throw entry.error();
        }
        ZoneToken first = entry.tokens().get(0);
        if (!entry.indented() && !first.quoted() && first.text().startsWith("$")) {
            readDirective(first, entry.tokens());
            return;
        }
        if (++records > MAX_RECORDS) {
            throw first.error("zone.too-many-records", "", "the file has more than " + MAX_RECORDS + " records");
        }
        readRecord(entry);
    }

    private void readDirective(ZoneToken directive, List<ZoneToken> tokens) throws ZoneSyntaxException {
        switch (directive.text().toUpperCase(Locale.ROOT)) {
            case "$ORIGIN" -> origin = ZoneName.read(argument(directive, tokens), origin);
            case "$TTL" -> directiveTtl = ZoneTtl.read(argument(directive, tokens));
            case "$INCLUDE" ->
                throw directive.error("zone.include", "RFC 1035 §5.1", "other files are not read: $INCLUDE is refused");
            default ->
                throw directive.error("zone.directive", "RFC 1035 §5.1", directive.shown() + " is not understood");
        }
    }

    private static ZoneToken argument(ZoneToken directive, List<ZoneToken> tokens) throws ZoneSyntaxException {
        if (tokens.size() != 2) {
            throw directive.error("zone.directive", "RFC 1035 §5.1", directive.shown() + " takes one argument");
        }
        return tokens.get(1);
    }

    private void readRecord(ZoneEntry entry) throws ZoneSyntaxException {
        List<ZoneToken> tokens = entry.tokens();
        int at = 0;
        if (!entry.indented()) {
            owner = ZoneName.read(tokens.get(at++), origin);
        }
        DnsName name = owner;
        if (name == null) {
            throw tokens.get(0).error("zone.owner-missing", "RFC 1035 §5.1", "the first record has no owner");
        }
        at = readTtlAndClass(tokens, at);
        if (at == tokens.size()) {
            throw tokens.get(at - 1).error("zone.type-missing", "RFC 1035 §5.1", "the record has no type");
        }
        readData(entry, name, tokens.get(at), tokens.subList(at + 1, tokens.size()));
    }

    /** Steps over TTL and class, which come in either order, and each at most once. */
    private int readTtlAndClass(List<ZoneToken> tokens, int start) throws ZoneSyntaxException {
        boolean ttlRead = false;
        boolean classRead = false;
        long ttl = directiveTtl == null ? lastTtl : directiveTtl;
        int at = start;
        while (at < tokens.size()) {
            ZoneToken token = tokens.get(at);
            if (!ttlRead && ZoneTtl.looksLike(token)) {
                ttl = ZoneTtl.read(token);
                ttlRead = true;
            } else if (!classRead && isClass(token)) {
                classRead = true;
            } else {
                break;
            }
            at++;
        }
        lastTtl = ttl;
        return at;
    }

    private static boolean isClass(ZoneToken token) throws ZoneSyntaxException {
        return switch (token.text().toUpperCase(Locale.ROOT)) {
            case "IN", "CLASS1" -> !token.quoted();
            case "CH", "HS", "CS", "CLASS3", "CLASS4" ->
                throw token.error("zone.class", "RFC 1035 §3.2.4", "only class IN is known");
            default -> false;
        };
    }

    private void readData(ZoneEntry entry, DnsName name, ZoneToken type, List<ZoneToken> rest)
            throws ZoneSyntaxException {
        Optional<DnsType> known = known(type);
        if (known.isEmpty()) {
            passOver(name, type);
            return;
        }
        DnsRecord record = RdataReader.read(known.get(), type, rest, origin);
        if (!data.addOnce(name, record, lastTtl)) {
            throw type.error("zone.alias-conflict", "RFC 2181 §10.1", name + " is an alias and holds other data");
        }
        ZoneToken cutAt = entry.cutAt();
        if (known.get() == DnsType.TXT && cutAt != null) {
            problems.hint(cutAt, "zone.text-cut", "RFC 1035 §5.1", "an unquoted text ends at the semicolon: quote it");
        }
    }

    private static Optional<DnsType> known(ZoneToken type) {
        String mnemonic = type.quoted() ? "" : type.text().toUpperCase(Locale.ROOT);
        for (DnsType each : DnsType.values()) {
            if (each.name().equals(mnemonic)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private void passOver(DnsName name, ZoneToken type) throws ZoneSyntaxException {
        if (type.quoted() || !OtherTypes.contains(type.text())) {
            throw type.error("zone.type-unknown", "RFC 1035 §3.2.2", type.shown() + " is no known record type");
        }
        if (OtherTypes.hidesKnownType(type.text())) {
            throw type.error("zone.rdata-generic", "RFC 3597 §5", "write the type by its name");
        }
        data.exists(name);
        switch (type.text().toUpperCase(Locale.ROOT)) {
            case "SPF", "TYPE99" ->
                problems.hint(
                        type, "zone.spf-type", "RFC 7208 §3.1", "SPF records of type 99 are not asked for: use TXT");
            case "DNAME", "TYPE39" ->
                problems.hint(
                        type, "zone.dname", "RFC 6672 §2", "DNAME is passed over: names below it are not redirected");
            default -> {}
        }
    }
}
