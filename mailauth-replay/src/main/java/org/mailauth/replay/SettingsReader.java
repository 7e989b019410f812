package org.mailauth.replay;

import java.time.Duration;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.authenticator.Protocol;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfLimits;

/** Reads the options of an authentication; what would cost more than the reader allows is refused. */
final class SettingsReader {
    /** The smallest RSA keys that {@link SignatureAcceptance#strict()} accepts. */
    private static final int COMMON_RSA_BITS = SignatureAcceptance.strict().minRsaBits();

    private final ReplayLimits limits;

    SettingsReader(ReplayLimits limits) {
        this.limits = limits;
    }

    static boolean acceptsSmallRsaKeys(SignatureAcceptance acceptance) {
        return acceptance.minRsaBits() < COMMON_RSA_BITS;
    }

    ReplaySettings read(Members settings) throws ReplayFormatException {
        ReplaySettings.Builder builder = ReplaySettings.builder().authservId(settings.text("authservId"));
        for (String off : settings.texts("without")) {
            builder.without(settings.constant("without", off, Protocol.class));
        }
        Members dkim = settings.object("dkim");
        Members arc = settings.object("arc");
        builder.spfLimits(readSpf(settings.object("spf")))
                .maxSignatures(dkim.number("maxSignatures", 1, Integer.MAX_VALUE))
                .dkimAcceptance(readAcceptance(dkim))
                .findOldestPass(arc.flag("findOldestPass"))
                .arcAcceptance(readAcceptance(arc))
                .trustedSealers(settings.texts("trustedSealers").stream()
                        .map(DomainName::of)
                        .toList())
                .budgetLimits(readBudget(settings.object("budget")))
                .messageLimits(readMessage(settings.object("messageLimits")));
        String mode = settings.object("dmarc").text("mode");
        if (mode.equals("rfc7489")) {
            builder.rfc7489();
        } else if (!mode.equals("rfc9989")) {
            throw settings.wrong("dmarc.mode", "has an unknown value");
        }
        if (settings.has("prefetch")) {
            Members prefetch = settings.object("prefetch");
            builder.prefetch(new PrefetchLimits(
                    prefetch.number("questions", 1, Integer.MAX_VALUE),
                    prefetch.number("rounds", 1, Integer.MAX_VALUE)));
        }
        return builder.build();
    }

    private static SpfLimits readSpf(Members spf) throws ReplayFormatException {
        return new SpfLimits(
                spf.number("dnsTerms", 0, Integer.MAX_VALUE),
                spf.number("voidLookups", 0, Integer.MAX_VALUE),
                spf.number("mxNames", 0, Integer.MAX_VALUE),
                spf.number("ptrNames", 0, Integer.MAX_VALUE),
                spf.number("dnsQuestions", 0, Integer.MAX_VALUE),
                Duration.parse(spf.text("elapsed")));
    }

    private static SignatureAcceptance readAcceptance(Members members) throws ReplayFormatException {
        SignatureAcceptance acceptance = SignatureAcceptance.strict()
                .withMaxRsaBits(members.number("maxRsaBits", 0, Integer.MAX_VALUE))
                .withClockSkew(Duration.parse(members.text("clockSkew")));
        if (members.flag("partlySignedBody")) {
            acceptance = acceptance.acceptingPartlySignedBody();
        }
        if (members.flag("hiddenFields")) {
            acceptance = acceptance.acceptingHiddenFields();
        }
        if (!members.flag("testingKeys")) {
            acceptance = acceptance.refusingTestingKeys();
        }
        if (members.flag("rsaSha1")) {
            acceptance = acceptance.unsafeAcceptingRsaSha1();
        }
        if (members.flag("smallRsaKeys")) {
            acceptance = acceptance.unsafeAcceptingSmallRsaKeys();
        }
        return acceptance;
    }

    private BudgetLimits readBudget(Members budget) throws ReplayFormatException {
        return new BudgetLimits(
                budget.number("dnsQuestions", 0, limits.budget().dnsQuestions()),
                Duration.parse(budget.text("elapsed")),
                budget.number("bodyOctets", 0L, limits.budget().bodyOctets()),
                budget.number("signatureOperations", 0, limits.budget().signatureOperations()));
    }

    private MessageLimits readMessage(Members message) throws ReplayFormatException {
        MessageLimits most = limits.message();
        return new MessageLimits(
                message.number("messageOctets", 1L, most.messageOctets()),
                message.number("headerOctets", 1, most.headerOctets()),
                message.number("fieldOctets", 1, most.fieldOctets()),
                message.number("fields", 1, most.fields()));
    }
}
