package org.mailauth.report.dmarc;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.mailauth.DomainName;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.internal.net.IpLiteral;

/** Reads the texts of elements as what they stand for, and says where that fails. */
final class Values {
    private static final long LATEST = 253_402_300_799L; // The last second of the year 9999.

    private final Findings findings;

    Values(Findings findings) {
        this.findings = findings;
    }

    /** A word of a list. In another case it counts, too. */
    <T> Optional<T> word(String element, String text, Function<String, Optional<T>> known) {
        Optional<T> exact = known.apply(text);
        if (exact.isPresent()) {
            return exact;
        }
        if (text.isEmpty()) {
            findings.add(Finding.MISSING, element + " is empty");
            return Optional.empty();
        }
        Optional<T> other = known.apply(text.toLowerCase(Locale.ROOT));
        findings.add(
                Finding.VALUE,
                element + " is " + ReportText.shown(text) + (other.isPresent() ? ", not in lower case" : ""));
        return other;
    }

    static Optional<DmarcPolicy> policyOfWord(String word) {
        return switch (word) {
            case "none" -> Optional.of(DmarcPolicy.NONE);
            case "quarantine" -> Optional.of(DmarcPolicy.QUARANTINE);
            case "reject" -> Optional.of(DmarcPolicy.REJECT);
            default -> Optional.empty();
        };
    }

    static Optional<AlignmentMode> alignmentOfLetter(String letter) {
        return switch (letter) {
            case "r" -> Optional.of(AlignmentMode.RELAXED);
            case "s" -> Optional.of(AlignmentMode.STRICT);
            default -> Optional.empty();
        };
    }

    static Optional<Boolean> testingOfLetter(String letter) {
        return switch (letter) {
            case "y" -> Optional.of(true);
            case "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Words of older standards that still occur: RFC 4408 §2.5 and RFC 5451 §2.4.2. */
    Optional<AuthResult> spfResult(String text) {
        Optional<AuthResult> old = switch (text.toLowerCase(Locale.ROOT)) {
            case "hardfail" -> Optional.of(AuthResult.FAIL);
            case "error" -> Optional.of(AuthResult.TEMPERROR);
            case "unknown" -> Optional.of(AuthResult.PERMERROR);
            default -> Optional.empty();
        };
        if (old.isPresent()) {
            findings.add(
                    Finding.VALUE,
                    "the result of SPF is " + ReportText.shown(text) + ", which is "
                            + old.get().word() + " today");
            return old;
        }
        return word("the result of SPF", text, AuthResult::ofWord);
    }

    Optional<AuthResult> dkimResult(String text) {
        Optional<AuthResult> result = word("the result of DKIM", text, AuthResult::ofWord);
        if (result.equals(Optional.of(AuthResult.SOFTFAIL))) {
            findings.add(Finding.VALUE, "the result of DKIM is \"softfail\", which only SPF has");
        }
        return result;
    }

    /** A whole number (XML Schema, integer); some reporters write 1.0. */
    OptionalLong number(String element, String text) {
        int point = text.indexOf('.');
        OptionalLong whole = integer(point < 0 ? text : text.substring(0, point));
        if (whole.isEmpty() || point >= 0) {
            findings.add(
                    Finding.NUMBER,
                    element + (whole.isEmpty() ? " is no number: " : " is no whole number: ") + ReportText.shown(text));
        }
        return whole;
    }

    private static OptionalLong integer(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean digits = text.length() > start && text.length() - start <= 18;
        for (int at = start; at < text.length(); at++) {
            digits &= text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    Optional<Instant> time(String element, String text) {
        OptionalLong seconds = number(element, text);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (seconds.getAsLong() < 0 || seconds.getAsLong() > LATEST) {
            findings.add(Finding.NUMBER, element + " is no time in seconds since 1970: " + ReportText.shown(text));
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(seconds.getAsLong()));
    }

    OptionalInt percent(String text) {
        OptionalLong number = number("pct", text);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        if (number.getAsLong() < 0 || number.getAsLong() > 100) {
            findings.add(Finding.NUMBER, "pct is no percentage: " + ReportText.shown(text));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    /** RFC 3986 §3.2.2; an IPv6 address that maps an IPv4 address is that one (RFC 7208 §5). */
    Optional<InetAddress> address(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        String literal = brackets ? text.substring(1, text.length() - 1) : text;
        Optional<InetAddress> address =
                IpLiteral.ipv4(literal).map(v4 -> (InetAddress) v4).or(() -> wide(literal));
        if (address.isPresent() && brackets) {
            findings.add(Finding.ADDRESS, "source_ip stands in brackets");
        }
        return address;
    }

    private static Optional<InetAddress> wide(String literal) {
        Optional<Inet6Address> address = IpLiteral.ipv6(literal);
        return address.map(IpLiteral::unmapped);
    }

    /** Says when a text is no domain name; it counts as it is. */
    String domain(String element, String text) {
        if (text.isEmpty()) {
            findings.add(Finding.MISSING, element + " is empty");
        } else if (DomainName.parse(text).value().isEmpty()) {
            findings.add(Finding.DOMAIN, element + " is no domain name: " + ReportText.shown(text));
        }
        return text;
    }
}
