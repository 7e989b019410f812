package org.mailauth.dkim;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Says for which findings a signer refuses to sign, and for which it only warns.
 *
 * <p>Immutable and thread-safe.
 */
public final class SigningPreflight {
    private static final SigningPreflight STANDARD = new SigningPreflight(defaults());
    private static final SigningPreflight LENIENT = new SigningPreflight(EnumSet.noneOf(PreflightCheck.class));

    private final Set<PreflightCheck> refusing;

    private SigningPreflight(Set<PreflightCheck> refusing) {
        this.refusing = refusing;
    }

    private static Set<PreflightCheck> defaults() {
        Set<PreflightCheck> refusing = EnumSet.noneOf(PreflightCheck.class);
        for (PreflightCheck check : PreflightCheck.values()) {
            if (check.refusesByDefault()) {
                refusing.add(check);
            }
        }
        return refusing;
    }

    /**
     * The default: refuses what will break on the way and what is ambiguous.
     *
     * @return what {@link PreflightCheck#refusesByDefault()} says of each check
     */
    public static SigningPreflight standard() {
        return STANDARD;
    }

    /**
     * Refuses nothing that can be signed at all: every finding is a warning.
     *
     * @return the widest choice
     */
    public static SigningPreflight lenient() {
        return LENIENT;
    }

    /**
     * Signs in spite of some findings, and warns of them.
     *
     * @param checks what to allow
     * @return another choice
     */
    public SigningPreflight allowing(PreflightCheck... checks) {
        Set<PreflightCheck> fewer = copy();
        List.of(checks).forEach(fewer::remove);
        return new SigningPreflight(fewer);
    }

    /**
     * Refuses to sign for some findings.
     *
     * @param checks what to refuse
     * @return another choice
     */
    public SigningPreflight refusing(PreflightCheck... checks) {
        Set<PreflightCheck> more = copy();
        more.addAll(List.of(checks));
        return new SigningPreflight(more);
    }

    private Set<PreflightCheck> copy() {
        Set<PreflightCheck> copy = EnumSet.noneOf(PreflightCheck.class);
        copy.addAll(refusing);
        return copy;
    }

    /**
     * Whether a finding means that the message is not signed.
     *
     * @param check what was found
     * @return false when it is only a warning
     */
    public boolean refuses(PreflightCheck check) {
        return refusing.contains(check);
    }

    @Override
    public String toString() {
        return "SigningPreflight[refusing " + refusing + "]";
    }
}
