package org.mailauth.cli.options;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a name server is: {@code HOST[:PORT]}, an IPv6 address with a port in brackets.
 *
 * @param host an address or a name, without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
    private static final int DNS_PORT = 53;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<ServerAddress> {
        @Override
        public ServerAddress convert(String text) {
            return parse(text);
        }
    }

    public static ServerAddress parse(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            String host = end < 0 ? "" : text.substring(1, end);
            if (!host.contains(":")) {
                throw wrong(text);
            }
            return of(text, host, text.substring(end + 1));
        }
        int colon = text.indexOf(':');
        boolean bareIpv6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        return colon < 0 || bareIpv6 ? of(text, text, "") : of(text, text.substring(0, colon), text.substring(colon));
    }

    private static ServerAddress of(String text, String host, String portPart) {
        int port = portPart.isEmpty() ? DNS_PORT : port(text, portPart);
        if (host.contains(":")) {
            return new ServerAddress(checkedIpv6(text, host), port);
        }
        if (NUMBERS.matcher(host).matches()) {
            // Else 127.1 and 2130706433 would be addresses, too.
            if (!IPV4.matcher(host).matches()) {
                throw wrong(text);
            }
            return new ServerAddress(host, port);
        }
        DomainName name = DomainName.parse(host).value().orElseThrow(() -> wrong(text));
        return new ServerAddress(name.toString(), port);
    }

    private static int port(String text, String portPart) {
        String digits = portPart.substring(1);
        if (portPart.charAt(0) != ':' || !PORT.matcher(digits).matches()) {
            throw wrong(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 0xFFFF) {
            throw wrong(text);
        }
        return port;
    }

    private static String checkedIpv6(String text, String host) {
        try {
            // A host with a colon is read as an address; nothing is looked up.
            InetAddress.getByName(host);
            return host;
        } catch (UnknownHostException noAddress) {
            throw wrong(text);
        }
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("'" + text
                + "' is not HOST[:PORT] such as 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353 or ns.example.net");
    }

    /** The address itself; a name is looked up by the system. */
    InetSocketAddress resolve() throws CommandException {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new CommandException("cannot find the address of the name server '" + host + "'");
        }
    }
}
