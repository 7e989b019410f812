package org.mailauth.realparts;

import java.util.ArrayList;
import java.util.List;

/** The messages that are handed to servers for their header sets. */
final class Submissions {
    private Submissions() {}

    static List<Submission> all() {
        List<Submission> all = new ArrayList<>();
        direct(all, Mta.POSTFIX);
        direct(all, Mta.EXIM);
        qpsmtpd(all);
        dovecot(all);
        chains(all);
        forged(all);
        return List.copyOf(all);
    }

    private static Submission at(Mta server, String title) {
        return Submission.of(server.id() + ": " + title, server, server);
    }

    private static void direct(List<Submission> all, Mta mta) {
        all.add(at(mta, "EHLO"));
        all.add(at(mta, "HELO").greeting("HELO", Submission.CLIENT));
        all.add(at(mta, "address without a name").from(Submission.NAMELESS));
        all.add(at(mta, "HELO without a name").from(Submission.NAMELESS).greeting("HELO", "laptop"));
        all.add(at(mta, "another name than the address has").greeting("EHLO", "mail.example.org"));
        all.add(at(mta, "the server's own name").greeting("EHLO", mta.host()));
        all.add(at(mta, "literal").from(Submission.NAMELESS).greeting("EHLO", "[" + Submission.NAMELESS + "]"));
        all.add(at(mta, "literal of another").greeting("EHLO", "[203.0.113.9]"));
        all.add(at(mta, "STARTTLS").with("tls"));
        all.add(at(mta, "AUTH").with("auth"));
        all.add(at(mta, "STARTTLS and AUTH").with("tls", "auth"));
        all.add(at(mta, "IPv6").from(Submission.NAMED_6));
        all.add(at(mta, "IPv6 literal and STARTTLS")
                .from(Submission.NAMELESS_6)
                .greeting("EHLO", "[IPv6:" + Submission.NAMELESS_6 + "]")
                .with("tls"));
        all.add(at(mta, "SMTPUTF8").with("utf8").sender("홍길동@example.net"));
        all.add(at(mta, "SMTPUTF8 to somebody").with("utf8", "tls").recipients("밥"));
        all.add(at(mta, "SMTPUTF8, STARTTLS and AUTH").with("utf8", "tls", "auth"));
        all.add(at(mta, "two recipients").recipients("bob", "carol"));
        all.add(at(mta, "null reverse-path").sender("<>"));
    }

    private static void qpsmtpd(List<Submission> all) {
        Mta mta = Mta.QPSMTPD;
        all.add(at(mta, "EHLO"));
        all.add(at(mta, "HELO").greeting("HELO", Submission.CLIENT));
        all.add(at(mta, "address without a name").from(Submission.NAMELESS));
        all.add(at(mta, "another name than the address has").greeting("EHLO", "mail.example.org"));
        all.add(at(mta, "literal").from(Submission.NAMELESS).greeting("EHLO", "[" + Submission.NAMELESS + "]"));
        all.add(at(mta, "null reverse-path").sender("<>"));
    }

    private static void dovecot(List<Submission> all) {
        Mta mta = Mta.DOVECOT;
        all.add(at(mta, "LHLO"));
        all.add(at(mta, "address without a name").from(Submission.NAMELESS).greeting("LHLO", "laptop"));
        all.add(at(mta, "two recipients").recipients("bob", "carol"));
    }

    private static void chains(List<Submission> all) {
        for (Mta first : List.of(Mta.POSTFIX, Mta.EXIM)) {
            for (Mta end : Mta.values()) {
                if (end != first) {
                    String title = first.id() + " to " + end.id();
                    all.add(Submission.of(title, first, end));
                    all.add(Submission.of(title + ", first by IPv6 and TLS", first, end)
                            .from(Submission.NAMED_6)
                            .with("tls", "auth"));
                }
            }
        }
        all.add(Submission.of("postfix to exim, SMTPUTF8", Mta.POSTFIX, Mta.EXIM)
                .with("utf8")
                .sender("홍길동@example.net"));
        all.add(Submission.of("exim to postfix, SMTPUTF8", Mta.EXIM, Mta.POSTFIX)
                .with("utf8")
                .sender("홍길동@example.net"));
    }

    /** A stranger claims that the message had been at a host of ours, in the very words of that host. */
    private static void forged(List<Submission> all) {
        String postfix = "Received: from mail.bank.example (mail.bank.example [203.0.113.9])\r\n"
                + "\tby mx.postfix.test (Postfix) with ESMTPSA id 4T0abc1DEFz9x\r\n"
                + "\tfor <bob@postfix.test>; Mon, 01 Jan 2024 00:00:00 +0000 (UTC)";
        String exim = "Received: from mail.bank.example ([203.0.113.9])\r\n"
                + "\tby mx.exim.test with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\r\n"
                + "\t(Exim 4.96)\r\n\t(envelope-from <alice@example.net>)\r\n\tid 1rKabc-000000-00\r\n"
                + "\tfor bob@postfix.test;\r\n\tMon, 01 Jan 2024 00:00:00 +0000";
        for (Mta first : List.of(Mta.POSTFIX, Mta.EXIM, Mta.QPSMTPD, Mta.DOVECOT)) {
            all.add(at(first, "forged field").forged(postfix));
        }
        all.add(Submission.of("postfix to exim, two forged fields", Mta.POSTFIX, Mta.EXIM)
                .forged(exim, postfix));
        all.add(Submission.of("exim to postfix to dovecot, forged field", Mta.EXIM, Mta.DOVECOT)
                .forged(postfix));
    }
}
