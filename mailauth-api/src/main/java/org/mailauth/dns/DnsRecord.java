package org.mailauth.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** One record of an answer, without its owner, class and TTL. Immutable and thread-safe; no component is null. */
public sealed interface DnsRecord {

    /**
     * The type of the record.
     *
     * @return never null
     */
    DnsType type();

    /**
     * IPv4 address.
     *
     * @param address the address
     */
    record A(Inet4Address address) implements DnsRecord {
        /**
         * Checks that there is an address.
         *
         * @param address the address
         */
        public A {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public DnsType type() {
            return DnsType.A;
        }
    }

    /**
     * IPv6 address.
     *
     * @param address the address
     */
    record Aaaa(Inet6Address address) implements DnsRecord {
        /**
         * Checks that there is an address.
         *
         * @param address the address
         */
        public Aaaa {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public DnsType type() {
            return DnsType.AAAA;
        }
    }

    /**
     * Alias.
     *
     * @param target the name that the owner stands for
     */
    record Cname(DnsName target) implements DnsRecord {
        /**
         * Checks that there is a target.
         *
         * @param target the name that the owner stands for
         */
        public Cname {
            Objects.requireNonNull(target, "target");
        }

        @Override
        public DnsType type() {
            return DnsType.CNAME;
        }
    }

    /**
     * Mail exchanger.
     *
     * @param preference lower is tried first, 0 to 65535
     * @param exchange the host; the root says that the domain accepts no mail (RFC 7505)
     */
    record Mx(int preference, DnsName exchange) implements DnsRecord {
        /**
         * Checks the range of the preference.
         *
         * @param preference lower is tried first, 0 to 65535
         * @param exchange the host; the root says that the domain accepts no mail (RFC 7505)
         */
        public Mx {
            requireUnsigned("preference", preference, 0xFFFF);
            Objects.requireNonNull(exchange, "exchange");
        }

        @Override
        public DnsType type() {
            return DnsType.MX;
        }
    }

    /**
     * Name of an address.
     *
     * @param name the name
     */
    record Ptr(DnsName name) implements DnsRecord {
        /**
         * Checks that there is a name.
         *
         * @param name the name
         */
        public Ptr {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public DnsType type() {
            return DnsType.PTR;
        }
    }

    /**
     * Text: one or more character-strings (RFC 1035 §3.3.14).
     *
     * @param strings the character-strings in order; one octet a character (U+0000 to U+00FF). A broken record without
     *     any is taken, and joins to the empty text
     */
    record Txt(List<String> strings) implements DnsRecord {
        /**
         * Copies the list and checks that every character is an octet.
         *
         * @param strings the character-strings in order; one octet a character (U+0000 to U+00FF). A broken record without any is taken, and joins to the empty text
         */
        public Txt {
            strings = List.copyOf(strings);
            if (!strings.stream().allMatch(Txt::isOctets)) {
                throw new IllegalArgumentException("strings must hold one octet a character, U+0000 to U+00FF");
            }
        }

        private static boolean isOctets(String string) {
            return string.chars().allMatch(c -> c <= 0xFF);
        }

        /**
         * The character-strings joined with nothing between, as every protocol of this library reads them.
         *
         * @return one octet a character
         */
        public String joined() {
            return strings.size() == 1 ? strings.get(0) : String.join("", strings);
        }

        @Override
        public DnsType type() {
            return DnsType.TXT;
        }
    }

    /**
     * Certificate association for DANE.
     *
     * @param usage certificate usage, 0 to 255
     * @param selector selector, 0 to 255
     * @param matchingType matching type, 0 to 255
     * @param associationData certificate association data in hexadecimal digits, an even number of them; held in lower
     *     case
     */
    record Tlsa(int usage, int selector, int matchingType, String associationData) implements DnsRecord {
        /**
         * Checks ranges and digits.
         *
         * @param usage certificate usage, 0 to 255
         * @param selector selector, 0 to 255
         * @param matchingType matching type, 0 to 255
         * @param associationData certificate association data in hexadecimal digits, an even number of them; held in lower case
         */
        public Tlsa {
            requireUnsigned("usage", usage, 0xFF);
            requireUnsigned("selector", selector, 0xFF);
            requireUnsigned("matchingType", matchingType, 0xFF);
            Objects.requireNonNull(associationData, "associationData");
            if (associationData.length() % 2 != 0 || !associationData.chars().allMatch(HexFormat::isHexDigit)) {
                throw new IllegalArgumentException("associationData must be hexadecimal digits, two an octet");
            }
            associationData = associationData.toLowerCase(Locale.ROOT);
        }

        @Override
        public DnsType type() {
            return DnsType.TLSA;
        }
    }

    private static void requireUnsigned(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + " must be 0 to " + max + ": " + value);
        }
    }
}
