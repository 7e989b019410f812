package org.mailauth.spf;

import java.util.List;
import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/** Fetches what a domain says about a fail (RFC 7208 §6.2). Whatever goes wrong means that it says nothing. */
final class Explanations {
    private final SpfAccount account;
    private final Targets targets;

    Explanations(SpfAccount account, Targets targets) {
        this.account = account;
        this.targets = targets;
    }

    Optional<String> find(PolicyLog.Explanation explanation) {
        try {
            SpfStepLog log = SpfStepLog.unread();
            Optional<SpfDomain> target = targets.of(explanation.spec(), explanation.domain(), log);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            // RFC 7208 §4.6.4: this question counts neither as a term nor as a void lookup.
            DnsAnswer answer = account.ask(target.get().name(), DnsType.TXT);
            List<DnsRecord.Txt> records = answer.records(DnsRecord.Txt.class);
            if (records.size() != 1) {
                return Optional.empty();
            }
            Parsed<MacroString> text =
                    MacroString.parseExplanation(records.get(0).joined());
            if (text.value().isEmpty()) {
                return Optional.empty();
            }
            return targets.text(text.value().get(), explanation.domain(), log).filter(Explanations::isPrintable);
        } catch (Stop stop) {
            // RFC 7208 §6.2: any error while an explanation is fetched is as if there were none.
            return Optional.empty();
        }
    }

    private static boolean isPrintable(String text) {
        // RFC 7208 §6.2: US-ASCII; macros l and h can bring anything.
        return !text.isEmpty() && text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }
}
