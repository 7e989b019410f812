package org.mailauth.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.internal.Excerpt;
import org.mailauth.spf.macro.MacroString;

/** Reads a record by the grammar of RFC 7208 §12, in one pass, and goes on behind errors so that all are known. */
final class RecordParser {
    private static final String VERSION = "v=spf1";
    /** Problems kept: a record of nothing but mistakes must not take a hundred times the room of its text. */
    private static final int MAX_PROBLEMS = 100;

    private final String text;
    private final List<SpfDirective> directives = new ArrayList<>(4);
    // Few records have any of these.
    private List<Problem> problems = List.of();
    private List<String> unknownModifiers = List.of();
    private @Nullable MacroString redirect;
    private @Nullable MacroString explanation;
    private boolean redirectSeen;
    private boolean explanationSeen;

    RecordParser(String text) {
        this.text = text;
    }

    static boolean isSpf(String text) {
        // RFC 7208 §4.5 and §12: the version is followed by a blank or the end; it is compared without case.
        return (text.startsWith(VERSION) || text.regionMatches(true, 0, VERSION, 0, VERSION.length()))
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    Parsed<SpfRecord> parse() {
        if (!isSpf(text)) {
            return Parsed.unusable(Problem.at(0, "spf.version", "RFC 7208 §4.5", "the text is no SPF record"));
        }
        int at = VERSION.length();
        while (at < text.length()) {
            at = text.charAt(at) == ' ' ? at + 1 : readTerm(at);
        }
        if (!problems.isEmpty()) {
            return Parsed.unusable(problems);
        }
        return Parsed.of(new SpfRecord(
                directives, Optional.ofNullable(redirect), Optional.ofNullable(explanation), unknownModifiers));
    }

    /** Reads the term at a place, and says where it ends; only what is kept becomes a text of its own. */
    private int readTerm(int start) {
        int noName = endOfName(start);
        int stop = endOfVisible(noName);
        if (stop < text.length() && text.charAt(stop) != ' ') {
            problem(stop, "spf.character", "§3.1", "a character that is not visible ASCII");
            int blank = text.indexOf(' ', stop);
            return blank < 0 ? text.length() : blank;
        }
        if (noName > start && noName < stop && text.charAt(noName) == '=') {
            readModifier(start, noName, stop);
        } else {
            readDirective(start, noName, stop);
        }
        return stop;
    }

    /** RFC 7208 §4.6.1 name: a letter, then letters, digits, hyphens, underscores and dots. */
    private int endOfName(int start) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (!letter && !(other && at > start)) {
                break;
            }
            at++;
        }
        return at;
    }

    private int endOfVisible(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) > 0x20 && text.charAt(at) < 0x7F) {
            at++;
        }
        return at;
    }

    private void readModifier(int start, int equals, int stop) {
        String name = text.substring(start, equals).toLowerCase(Locale.ROOT);
        int valueAt = equals + 1;
        String value = text.substring(valueAt, stop);
        switch (name) {
            case "redirect" -> {
                // RFC 7208 §6: redirect and exp must not occur more than once.
                once(redirectSeen, "redirect", start);
                redirectSeen = true;
                redirect = usable(MacroString.parseDomainSpec(value, valueAt));
            }
            case "exp" -> {
                once(explanationSeen, "exp", start);
                explanationSeen = true;
                explanation = usable(MacroString.parseDomainSpec(value, valueAt));
            }
            default -> {
                // RFC 7208 §6: an unknown modifier is ignored, yet it must follow the grammar.
                if (usable(MacroString.parse(value, valueAt)) != null) {
                    unknownModifiers = unknownModifiers.isEmpty() ? new ArrayList<>() : unknownModifiers;
                    unknownModifiers.add(text.substring(start, stop));
                }
            }
        }
    }

    private void once(boolean seen, String name, int at) {
        if (seen) {
            problem(at, "spf.modifier-twice", "§6", name + " occurs more than once");
        }
    }

    private @Nullable MacroString usable(Parsed<MacroString> parsed) {
        if (!parsed.problems().isEmpty()) {
            parsed.problems().forEach(this::note);
        }
        return parsed.value().orElse(null);
    }

    /** Reads a directive; up to {@code noName} are characters of a name. */
    private void readDirective(int start, int noName, int stop) {
        char sign = text.charAt(start);
        SpfQualifier qualifier = switch (sign) {
            case '-' -> SpfQualifier.FAIL;
            case '~' -> SpfQualifier.SOFTFAIL;
            case '?' -> SpfQualifier.NEUTRAL;
            default -> SpfQualifier.PASS;
        };
        int nameAt = sign == '+' || qualifier != SpfQualifier.PASS ? start + 1 : start;
        int nameEnd = Math.max(nameAt, noName);
        while (nameEnd < stop && text.charAt(nameEnd) != ':' && text.charAt(nameEnd) != '/') {
            nameEnd++;
        }
        SpfMechanism mechanism = mechanism(name(nameAt, nameEnd), nameEnd, stop, start);
        if (mechanism != null) {
            directives.add(new SpfDirective(qualifier, mechanism));
        }
    }

    /** The name of a mechanism in lower case; one that stands there like this needs no text of its own. */
    private String name(int start, int end) {
        char first = start < end ? text.charAt(start) : 0;
        String likely = switch (first) {
            case 'a' -> end - start == 1 ? "a" : "all";
            case 'e' -> "exists";
            case 'i' -> end - start > 3 ? "include" : text.startsWith("ip6", start) ? "ip6" : "ip4";
            case 'm' -> "mx";
            case 'p' -> "ptr";
            default -> "";
        };
        return likely.length() == end - start && text.startsWith(likely, start)
                ? likely
                : text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private @Nullable SpfMechanism mechanism(String name, int nameEnd, int stop, int at) {
        return switch (name) {
            case "all" ->
                nameEnd == stop
                        ? new SpfMechanism.All()
                        : problem(nameEnd, "spf.argument", "§5.1", "all takes no argument");
            case "include", "exists" -> withDomain(name, nameEnd, stop);
            case "a", "mx" -> withDomainAndLengths(name, text.substring(nameEnd, stop), nameEnd);
            case "ptr" -> ptr(text.substring(nameEnd, stop), nameEnd);
            case "ip4", "ip6" -> network(name, text.substring(nameEnd, stop), nameEnd);
            default -> problem(at, "spf.mechanism", "§4.6.1", "the mechanism " + Excerpt.of(name) + " does not exist");
        };
    }

    private @Nullable SpfMechanism withDomain(String name, int nameEnd, int stop) {
        if (nameEnd == stop || text.charAt(nameEnd) != ':') {
            return problem(nameEnd, "spf.argument", "§5", name + " needs a domain");
        }
        MacroString domain = usable(MacroString.parseDomainSpec(text.substring(nameEnd + 1, stop), nameEnd + 1));
        if (domain == null) {
            return null;
        }
        return name.equals("include") ? new SpfMechanism.Include(domain) : new SpfMechanism.Exists(domain);
    }

    private @Nullable SpfMechanism withDomainAndLengths(String name, String argument, int at) {
        CidrLengths lengths = CidrLengths.atEndOf(argument);
        if (!lengths.isValid()) {
            return problem(at, "spf.cidr-length", "§5.6", "a CIDR length is out of range or has a leading zero");
        }
        String rest = argument.substring(0, lengths.start());
        Optional<MacroString> domain = Optional.empty();
        if (!rest.isEmpty()) {
            if (!rest.startsWith(":")) {
                return problem(at, "spf.argument", "§5", name + " is followed by something that is no argument");
            }
            MacroString spec = usable(MacroString.parseDomainSpec(rest.substring(1), at + 1));
            if (spec == null) {
                return null;
            }
            domain = Optional.of(spec);
        }
        return name.equals("a")
                ? new SpfMechanism.A(domain, lengths.ip4(), lengths.ip6())
                : new SpfMechanism.Mx(domain, lengths.ip4(), lengths.ip6());
    }

    private @Nullable SpfMechanism ptr(String argument, int at) {
        if (argument.isEmpty()) {
            return new SpfMechanism.Ptr(Optional.empty());
        }
        if (!argument.startsWith(":")) {
            return problem(at, "spf.argument", "§5.5", "ptr is followed by something that is no domain");
        }
        MacroString domain = usable(MacroString.parseDomainSpec(argument.substring(1), at + 1));
        return domain == null ? null : new SpfMechanism.Ptr(Optional.of(domain));
    }

    private @Nullable SpfMechanism network(String name, String argument, int at) {
        boolean wide = name.equals("ip6");
        int slash = argument.indexOf('/');
        int end = slash < 0 ? argument.length() : slash;
        Optional<? extends InetAddress> parsed = argument.startsWith(":")
                ? wide ? IpLiteral.ipv6(argument.substring(1, end)) : IpLiteral.ipv4(argument, 1, end)
                : Optional.empty();
        if (parsed.isEmpty()) {
            return problem(at, "spf.address", "§5.6", name + " needs an " + (wide ? "IPv6" : "IPv4") + " address");
        }
        int bits = wide ? 128 : 32;
        int length = slash < 0 ? bits : CidrLengths.number(argument, slash + 1, argument.length(), bits);
        if (length < 0) {
            return problem(at, "spf.cidr-length", "§5.6", "the CIDR length is out of range or has a leading zero");
        }
        IpNetwork network = new IpNetwork(parsed.get(), length);
        return wide ? new SpfMechanism.Ip6(network) : new SpfMechanism.Ip4(network);
    }

    /** Notes a problem; the null returned says that there is no mechanism. */
    private @Nullable SpfMechanism problem(int at, String code, String section, String what) {
        note(Problem.at(at, code, "RFC 7208 " + section, what));
        return null;
    }

    private void note(Problem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems = problems.isEmpty() ? new ArrayList<>() : problems;
            problems.add(problem);
        }
    }
}
