package org.mailauth.authres.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Decides which Authentication-Results of a message are those of one's own hosts (RFC 8601 §4.1, §5): the authserv-ids of
 * one administrative domain.
 *
 * <p>Anybody can put such a field into a message, so two things are needed. The host at the border deletes what claims
 * to be of its own domain, {@link #forgedIn}, and puts its own field on top. Whoever reads further in takes only what a
 * listed host said, {@link #trustedIn}. There is no default: nobody is trusted who is not named. Ids are compared as
 * values, without comments, quotes and case, A-labels and U-labels alike. Immutable and thread-safe; no header makes it
 * throw, and time is proportional to the header's size.
 */
public final class AuthservIds {
    private static final String FIELD_NAME = "Authentication-Results";

    private final List<String> ids;

    private AuthservIds(List<String> ids) {
        this.ids = ids;
    }

    /**
     * Names the hosts.
     *
     * @param ids at least one authserv-id, unquoted, as the hosts write it
     * @return the ids
     * @throws IllegalArgumentException when there is none, or one could stand in no field
     */
    public static AuthservIds of(String... ids) {
        return of(List.of(ids));
    }

    /**
     * Names the hosts.
     *
     * @param ids at least one authserv-id, unquoted, as the hosts write it
     * @return the ids
     * @throws IllegalArgumentException when there is none, or one could stand in no field
     */
    public static AuthservIds of(List<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("at least one authserv-id is needed: nobody is trusted by default");
        }
        ids.forEach(AuthenticationResults::none);
        return new AuthservIds(List.copyOf(ids));
    }

    /**
     * The fields that a host at the border must delete from a message that came from outside (RFC 8601 §5), before it puts
     * its own on top: those that claim one of these ids, and those of which it cannot be told whom they claim, because
     * another reader may see there what this one does not.
     *
     * @param header the header as received
     * @return from the top; empty when there is nothing to delete
     */
    public List<ForgedResults> forgedIn(HeaderFields header) {
        List<ForgedResults> forged = new ArrayList<>();
        List<HeaderField> fields = header.all();
        for (int index = 0; index < fields.size(); index++) {
            HeaderField field = fields.get(index);
            Optional<ForgedResults.Reason> reason = field.isNamed(FIELD_NAME) ? whyForged(field) : whyHiding(field);
            if (reason.isPresent()) {
                forged.add(new ForgedResults(index, field, reason.get()));
            }
        }
        return List.copyOf(forged);
    }

    private Optional<ForgedResults.Reason> whyForged(HeaderField field) {
        // RFC 8601 §5: a field of an unknown version is deleted, too; it cannot be read.
        Optional<AuthenticationResults> said =
                AuthenticationResults.parseLenient(field).value();
        if (said.isEmpty()) {
            return Optional.of(ForgedResults.Reason.UNREADABLE);
        }
        return contains(said.get()) || isTakenForOwn(said.get().authservId())
                ? Optional.of(ForgedResults.Reason.OWN_ID)
                : whyHiding(field);
    }

    /** Readers inside may compare less strictly than RFC 8601 §5 has it: what they take for an own id goes, too. */
    private boolean isTakenForOwn(String id) {
        return ids.stream().anyMatch(own -> own.equalsIgnoreCase(id));
    }

    private static Optional<ForgedResults.Reason> whyHiding(HeaderField field) {
        return field.hides(FIELD_NAME) ? Optional.of(ForgedResults.Reason.HIDDEN_FIELD) : Optional.empty();
    }

    /**
     * What these hosts said about a message, for a reader inside the domain (RFC 8601 §4.1).
     *
     * <p>Only fields at the top count: the topmost Authentication-Results field and those that stand directly under it,
     * as long as each is one of a listed host and keeps to the grammar. The first that does not ends it, and whatever is
     * below was there before the message arrived. When the topmost field is not to be trusted, nothing is.
     *
     * @param header the header as delivered
     * @return what was said, what was ignored and why
     */
    public TrustedResults trustedIn(HeaderFields header) {
        List<AuthenticationResults> trusted = new ArrayList<>();
        List<IgnoredResults> ignored = new ArrayList<>();
        List<HeaderField> fields = header.all();
        int last = -1;
        boolean open = true;
        for (int index = 0; index < fields.size(); index++) {
            HeaderField field = fields.get(index);
            if (!field.isNamed(FIELD_NAME)) {
                continue;
            }
            Parsed<AuthenticationResults> parsed = AuthenticationResults.parse(field);
            boolean below = !open || (last >= 0 && index != last + 1);
            Optional<IgnoredResults.Reason> reason = whyIgnored(parsed, below);
            if (reason.isPresent()) {
                open = false;
                Optional<String> id =
                        AuthenticationResults.parseLenient(field).value().map(AuthenticationResults::authservId);
                ignored.add(new IgnoredResults(index, field, id, reason.get()));
            } else {
                trusted.add(parsed.orElseThrow());
                last = index;
            }
        }
        return new TrustedResults(trusted, ignored);
    }

    private Optional<IgnoredResults.Reason> whyIgnored(Parsed<AuthenticationResults> parsed, boolean below) {
        if (parsed.value().isEmpty()) {
            return Optional.of(IgnoredResults.Reason.UNREADABLE);
        }
        if (!contains(parsed.value().get())) {
            return Optional.of(IgnoredResults.Reason.OTHER_ID);
        }
        return below ? Optional.of(IgnoredResults.Reason.NOT_AT_THE_TOP) : Optional.empty();
    }

    private boolean contains(AuthenticationResults said) {
        return ids.stream().anyMatch(said::hasAuthservId);
    }

    /**
     * The ids.
     *
     * @return unmodifiable, as they were given
     */
    public List<String> ids() {
        return ids;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuthservIds that && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ids);
    }

    @Override
    public String toString() {
        return ids.toString();
    }
}
