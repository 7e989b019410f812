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

    private final String text;
    private final List<Problem> problems = new ArrayList<>(0);
    private final List<SpfDirective> directives = new ArrayList<>(4);
    private final List<String> unknownModifiers = new ArrayList<>(0);
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
            if (text.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = text.indexOf(' ', at);
            int stop = end < 0 ? text.length() : end;
            readTerm(text.substring(at, stop), at);
            at = stop;
        }
        if (!problems.isEmpty()) {
            return Parsed.unusable(problems);
        }
        return Parsed.of(new SpfRecord(
                directives, Optional.ofNullable(redirect), Optional.ofNullable(explanation), unknownModifiers));
    }

    private void readTerm(String term, int at) {
        for (int i = 0; i < term.length(); i++) {
            if (term.charAt(i) <= 0x20 || term.charAt(i) >= 0x7F) {
                problem(at + i, "spf.character", "§3.1", "a character that is not visible ASCII");
                return;
            }
        }
        int equals = lengthOfName(term);
        if (equals > 0 && equals < term.length() && term.charAt(equals) == '=') {
            readModifier(term, equals, at);
        } else {
            readDirective(term, at);
        }
    }

    /** RFC 7208 §4.6.1 name: a letter, then letters, digits, hyphens, underscores and dots. */
    private static int lengthOfName(String term) {
        int length = 0;
        while (length < term.length()) {
            char c = term.charAt(length);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (!letter && !(other && length > 0)) {
                break;
            }
            length++;
        }
        return length;
    }

    private void readModifier(String term, int equals, int at) {
        String name = term.substring(0, equals).toLowerCase(Locale.ROOT);
        String value = term.substring(equals + 1);
        int valueAt = at + equals + 1;
        switch (name) {
            case "redirect" -> {
                // RFC 7208 §6: redirect and exp must not occur more than once.
                once(redirectSeen, "redirect", at);
                redirectSeen = true;
                redirect = usable(MacroString.parseDomainSpec(value, valueAt));
            }
            case "exp" -> {
                once(explanationSeen, "exp", at);
                explanationSeen = true;
                explanation = usable(MacroString.parseDomainSpec(value, valueAt));
            }
            default -> {
                // RFC 7208 §6: an unknown modifier is ignored, yet it must follow the grammar.
                if (usable(MacroString.parse(value, valueAt)) != null) {
                    unknownModifiers.add(term);
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
            problems.addAll(parsed.problems());
        }
        return parsed.value().orElse(null);
    }

    private void readDirective(String term, int at) {
        char sign = term.charAt(0);
        SpfQualifier qualifier = switch (sign) {
            case '-' -> SpfQualifier.FAIL;
            case '~' -> SpfQualifier.SOFTFAIL;
            case '?' -> SpfQualifier.NEUTRAL;
            default -> SpfQualifier.PASS;
        };
        int start = sign == '+' || qualifier != SpfQualifier.PASS ? 1 : 0;
        int nameEnd = start;
        while (nameEnd < term.length() && term.charAt(nameEnd) != ':' && term.charAt(nameEnd) != '/') {
            nameEnd++;
        }
        String name = name(term, start, nameEnd);
        SpfMechanism mechanism = mechanism(name, term, nameEnd, at);
        if (mechanism != null) {
            directives.add(new SpfDirective(qualifier, mechanism));
        }
    }

    /** The name of a mechanism in lower case; one that stands there like this needs no text of its own. */
    private static String name(String term, int start, int end) {
        char first = start < end ? term.charAt(start) : 0;
        String likely = switch (first) {
            case 'a' -> end - start == 1 ? "a" : "all";
            case 'e' -> "exists";
            case 'i' -> end - start > 3 ? "include" : term.startsWith("ip6", start) ? "ip6" : "ip4";
            case 'm' -> "mx";
            case 'p' -> "ptr";
            default -> "";
        };
        return likely.length() == end - start && term.startsWith(likely, start)
                ? likely
                : term.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private @Nullable SpfMechanism mechanism(String name, String term, int nameEnd, int at) {
        int argumentAt = at + nameEnd;
        return switch (name) {
            case "all" ->
                nameEnd == term.length()
                        ? new SpfMechanism.All()
                        : problem(argumentAt, "spf.argument", "§5.1", "all takes no argument");
            case "include", "exists" -> withDomain(name, term, nameEnd, argumentAt);
            case "a", "mx" -> withDomainAndLengths(name, term.substring(nameEnd), argumentAt);
            case "ptr" -> ptr(term.substring(nameEnd), argumentAt);
            case "ip4", "ip6" -> network(name, term.substring(nameEnd), argumentAt);
            default -> problem(at, "spf.mechanism", "§4.6.1", "the mechanism " + Excerpt.of(name) + " does not exist");
        };
    }

    private @Nullable SpfMechanism withDomain(String name, String term, int nameEnd, int at) {
        if (nameEnd == term.length() || term.charAt(nameEnd) != ':') {
            return problem(at, "spf.argument", "§5", name + " needs a domain");
        }
        MacroString domain = usable(MacroString.parseDomainSpec(term.substring(nameEnd + 1), at + 1));
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
        String address =
                argument.isEmpty() ? "" : argument.substring(1, slash < 0 ? argument.length() : Math.max(1, slash));
        Optional<? extends InetAddress> parsed = wide ? IpLiteral.ipv6(address) : IpLiteral.ipv4(address);
        if (!argument.startsWith(":") || parsed.isEmpty()) {
            return problem(at, "spf.address", "§5.6", name + " needs an " + (wide ? "IPv6" : "IPv4") + " address");
        }
        int bits = wide ? 128 : 32;
        int length = slash < 0 ? bits : CidrLengths.number(argument.substring(slash + 1), bits);
        if (length < 0) {
            return problem(at, "spf.cidr-length", "§5.6", "the CIDR length is out of range or has a leading zero");
        }
        IpNetwork network = new IpNetwork(parsed.get(), length);
        return wide ? new SpfMechanism.Ip6(network) : new SpfMechanism.Ip4(network);
    }

    /** Notes a problem; the null returned says that there is no mechanism. */
    private @Nullable SpfMechanism problem(int at, String code, String section, String what) {
        problems.add(Problem.at(at, code, "RFC 7208 " + section, what));
        return null;
    }
}
