package org.mailauth.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.mtasts.MtaStsPolicy;

/**
 * What one host needs: DANE first, then MTA-STS, and each only adds to what is demanded.
 *
 * @param requirement the sum
 * @param reasons why, the decisive one first
 */
record HostDecision(TlsRequirement requirement, List<PlanReason> reasons) {

    /**
     * What is known of a host before the decision.
     *
     * @param dane what DANE demands; empty when DANE is not used
     * @param daneRequired whether nothing goes to hosts that DANE does not authenticate
     * @param mode of the policy that applies: enforce or testing; empty when none does
     * @param permitted whether a pattern of the policy matches the host
     */
    record Facts(Optional<TlsaLookup> dane, boolean daneRequired, Optional<MtaStsPolicy.Mode> mode, boolean permitted) {
        boolean isEnforced() {
            return mode.equals(Optional.of(MtaStsPolicy.Mode.ENFORCE));
        }
    }

    static HostDecision of(Facts facts) {
        List<PlanReason> reasons = new ArrayList<>();
        boolean usable = addDane(facts, reasons);
        // RFC 8461 §2: whatever MTA-STS says, it must not lift what DANE has forbidden.
        usable &= addPolicy(facts, reasons);
        return new HostDecision(usable ? usable(facts) : TlsRequirement.DO_NOT_USE, ordered(reasons));
    }

    private static TlsRequirement usable(Facts facts) {
        DaneRequirement dane = facts.dane().map(TlsaLookup::requirement).orElse(DaneRequirement.NONE);
        return switch (dane) {
            case AUTHENTICATED_TLS -> facts.isEnforced() ? TlsRequirement.DANE_AND_WEB_PKI : TlsRequirement.DANE;
            case ENCRYPTION -> facts.isEnforced() ? TlsRequirement.WEB_PKI : TlsRequirement.ENCRYPTION;
            case NONE -> facts.isEnforced() ? TlsRequirement.WEB_PKI : TlsRequirement.OPPORTUNISTIC;
            case DELAY -> TlsRequirement.DO_NOT_USE;
        };
    }

    private static boolean addDane(Facts facts, List<PlanReason> reasons) {
        if (facts.dane().isEmpty()) {
            reasons.add(new PlanReason("dane.off", "", "DANE is not looked at"));
            return true;
        }
        TlsaLookup lookup = facts.dane().get();
        switch (lookup.requirement()) {
            case AUTHENTICATED_TLS ->
                reasons.add(new PlanReason("dane.authenticate", "RFC 7672 §2.2", lookup.reason()));
            case ENCRYPTION -> reasons.add(new PlanReason("dane.encrypt", "RFC 7672 §2.2", lookup.reason()));
            case NONE -> reasons.add(new PlanReason("dane.none", "RFC 7672 §2.2", lookup.reason()));
            case DELAY -> {
                reasons.add(unreachable(lookup));
                return false;
            }
        }
        return !facts.daneRequired() || addDaneRequired(lookup, reasons);
    }

    private static PlanReason unreachable(TlsaLookup lookup) {
        if (lookup instanceof TlsaLookup.Unreachable unreachable) {
            String detail = unreachable.detail().isEmpty() ? "" : ": " + unreachable.detail();
            return new PlanReason(
                    "dane.unreachable", unreachable.obstacle().reference(), unreachable.reason() + detail);
        }
        return new PlanReason("dane.unreachable", "RFC 7672 §2.1.2", lookup.reason());
    }

    private static boolean addDaneRequired(TlsaLookup lookup, List<PlanReason> reasons) {
        if (lookup.requirement() != DaneRequirement.AUTHENTICATED_TLS) {
            reasons.add(
                    0,
                    new PlanReason(
                            "dane.required", "RFC 7672 §6", "DANE is required, and does not authenticate the host"));
            return false;
        }
        if (!lookup.server().isSecurelyNamed()) {
            // RFC 7672 §2.2.1: where DANE is mandatory, an MX record that may be forged delays the mail.
            reasons.add(
                    0,
                    new PlanReason(
                            "dane.required", "RFC 7672 §2.2.1", "DANE is required, and the MX record is not signed"));
            return false;
        }
        return true;
    }

    private static boolean addPolicy(Facts facts, List<PlanReason> reasons) {
        if (facts.mode().isEmpty()) {
            return true;
        }
        boolean enforced = facts.isEnforced();
        if (!facts.permitted()) {
            reasons.add(new PlanReason(
                    enforced ? "mtasts.mx-mismatch" : "mtasts.testing-mx-mismatch",
                    enforced ? "RFC 8461 §4.1" : "RFC 8461 §5",
                    "no mx pattern of the MTA-STS policy matches the host"
                            + (enforced ? "" : ", which mode testing only reports")));
            return !enforced;
        }
        reasons.add(
                enforced
                        ? new PlanReason(
                                "mtasts.enforce",
                                "RFC 8461 §4.2",
                                "the MTA-STS policy wants a certificate for the MX host")
                        : new PlanReason("mtasts.testing", "RFC 8461 §5", "the MTA-STS policy is in mode testing"));
        return true;
    }

    /** What forbids comes first, then what demands. */
    private static List<PlanReason> ordered(List<PlanReason> reasons) {
        List<PlanReason> ordered = new ArrayList<>();
        for (boolean decisive : new boolean[] {true, false}) {
            for (PlanReason reason : reasons) {
                if (isForbidding(reason.code()) == decisive) {
                    ordered.add(reason);
                }
            }
        }
        return List.copyOf(ordered);
    }

    private static boolean isForbidding(String code) {
        return code.equals("dane.unreachable") || code.equals("dane.required") || code.equals("mtasts.mx-mismatch");
    }
}
