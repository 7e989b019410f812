package org.mailauth.cli.sign;

import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.dkim.Selector;
import org.mailauth.dns.DnsName;

/** The name at which a key record lies. */
final class PublishedName {
    private PublishedName() {}

    static DnsName of(Selector selector, DomainName domain) throws CommandException {
        return selector.keyName(domain)
                .value()
                .orElseThrow(
                        () -> new CommandException("selector and domain together make too long a name for the DNS"));
    }
}
