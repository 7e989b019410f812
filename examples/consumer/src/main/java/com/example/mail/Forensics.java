package com.example.mail;

import java.util.List;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.forensics.ForensicReport;
import org.mailauth.forensics.HeaderForensics;
import org.mailauth.message.Message;
import org.mailauth.publicsuffix.PublicSuffixList;

/** What a header says about who sent a message. */
final class Forensics {
    private Forensics() {}

    static ForensicReport examine(Message message, AuthenticationResults trusted) {
        // snippet: header-forensics
        HeaderForensics forensics = HeaderForensics.builder() // immutable: build once, share
                .organizationalDomains(PublicSuffixList.builtIn()) // of mailauth-publicsuffix
                .ownDomains(Set.of(DomainName.of("example.net")))
                .trustedRelays(List.of("mx.example.net"))
                .build();
        ForensicReport report = forensics.examine(message, trusted); // results of a host of yours
        report.findings().forEach(finding -> System.out.println(finding.severity() + " " + finding.explanation()));
        report.chain().hops().forEach(hop -> System.out.println(hop.delay())); // the way, the last host first
        // end
        return report;
    }
}
