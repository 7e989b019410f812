package org.mailauth.dane;

import java.util.Locale;
import org.mailauth.dns.DnsAnswer;

/** Answers in words for people. */
final class AnswerWords {
    private AnswerWords() {}

    static String of(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed.cause().text() + (failed.detail().isEmpty() ? "" : " (" + failed.detail() + ")");
        }
        DnsAnswer.Evidence evidence = answer.evidence();
        int links = evidence.aliases().size();
        String aliases = links == 0 ? "" : links == 1 ? ", by an alias" : ", by " + links + " aliases";
        return what(answer) + aliases + ", " + evidence.dnssec().name().toLowerCase(Locale.ROOT);
    }

    private static String what(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            int count = found.records().size();
            return count == 1 ? "1 record" : count + " records";
        }
        return answer instanceof DnsAnswer.NxDomain ? "no such name" : "no such record";
    }
}
