package org.mailauth.cli.rotate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.input.JsonTree;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.rotation.RotationKey;
import org.mailauth.dkim.rotation.RotationPolicy;

/**
 * What a file tells of the keys of a domain.
 *
 * @param domain the Signing Domain Identifier
 * @param policy what to go by
 * @param keys what is known of the keys
 */
record RotationFile(DomainName domain, RotationPolicy policy, List<RotationKey> keys) {
    private static final int MAX_OCTETS = 1 << 20;
    private static final int MAX_KEYS = 1000;

    static RotationFile read(String name) throws CommandException {
        byte[] octets = Inputs.small(name, MAX_OCTETS);
        try {
            return of(new JsonMembers("", JsonTree.object(octets)));
        } catch (IOException noJson) {
            // The parser's message goes on with its own place, on further lines.
            String words = String.valueOf(noJson.getMessage());
            throw new CommandException(start(name) + words.lines().findFirst().orElse(words));
        } catch (CommandException wrong) {
            throw new CommandException(start(name) + wrong.sentence());
        }
    }

    private static String start(String name) {
        return "cannot use rotation file " + Inputs.called(name) + ": ";
    }

    private static RotationFile of(JsonMembers file) throws CommandException {
        DomainName domain = parsed(file, "domain", DomainName::parse);
        Optional<JsonMembers> policy = file.object("policy");
        List<RotationKey> keys = new ArrayList<>();
        for (JsonMembers key : file.objects("keys")) {
            keys.add(key(key));
            if (keys.size() > MAX_KEYS) {
                throw file.wrong("keys", "there are more than " + MAX_KEYS);
            }
        }
        file.requireNothingLeft();
        return new RotationFile(
                domain, policy.isPresent() ? policy(policy.get()) : RotationPolicy.defaults(), List.copyOf(keys));
    }

    private static RotationKey key(JsonMembers key) throws CommandException {
        Selector selector = parsed(key, "selector", Selector::parse);
        SigningAlgorithm algorithm =
                algorithm(key, key.text("algorithm").orElseThrow(() -> key.wrong("algorithm", "it is missing")));
        Optional<String> text = key.text("record");
        Optional<DkimKeyRecord> record = Optional.empty();
        if (text.isPresent()) {
            record = DkimKeyRecord.parse(text.get())
                    .value()
                    .filter(read -> read.keyType().equals(algorithm.keyType()) && !read.isRevoked());
            if (record.isEmpty()) {
                throw key.wrong("record", "it is no record of a key for " + algorithm.word());
            }
        }
        RotationKey read = new RotationKey(
                selector,
                algorithm,
                record,
                key.instant("published"),
                key.instant("firstSigned"),
                key.instant("lastSigned"),
                key.instant("revoked"),
                key.instant("removed"),
                key.instant("compromised"));
        key.requireNothingLeft();
        return read;
    }

    private static RotationPolicy policy(JsonMembers policy) throws CommandException {
        RotationPolicy.Builder builder = RotationPolicy.builder();
        List<SigningAlgorithm> algorithms = new ArrayList<>();
        for (String word : policy.texts("algorithms")) {
            algorithms.add(algorithm(policy, word));
        }
        try {
            if (!algorithms.isEmpty()) {
                builder.algorithms(algorithms.toArray(SigningAlgorithm[]::new));
            }
            set(policy.number("rsaBits"), builder::rsaBits);
            set(policy.bool("together"), builder::together);
            set(policy.bool("standby"), builder::standby);
            times(policy, builder);
            policy.requireNothingLeft();
            return builder.build();
        } catch (IllegalArgumentException outOfRange) {
            throw new CommandException("policy: " + outOfRange.getMessage());
        }
    }

    private static void times(JsonMembers policy, RotationPolicy.Builder builder) throws CommandException {
        set(policy.duration("period"), builder::period);
        set(policy.duration("preparation"), builder::preparation);
        set(policy.duration("overlap"), builder::overlap);
        set(policy.duration("recordTtl"), builder::recordTtl);
        set(policy.duration("negativeTtl"), builder::negativeTtl);
        set(policy.duration("propagation"), builder::propagation);
        set(policy.duration("signatureLifetime"), builder::signatureLifetime);
        set(policy.duration("queueLifetime"), builder::queueLifetime);
        set(policy.duration("clockSkew"), builder::clockSkew);
        set(policy.duration("revokedFor"), builder::revokedFor);
    }

    private static <T> void set(Optional<T> value, Consumer<T> setter) {
        value.ifPresent(setter);
    }

    private static SigningAlgorithm algorithm(JsonMembers members, String word) throws CommandException {
        return SigningAlgorithm.of(word)
                .filter(known -> known != SigningAlgorithm.RSA_SHA1)
                .orElseThrow(
                        () -> members.wrong("algorithm", "'" + word + "' is neither rsa-sha256 nor ed25519-sha256"));
    }

    private static <T> T parsed(JsonMembers members, String name, Function<String, Parsed<T>> parser)
            throws CommandException {
        String text = members.text(name).orElseThrow(() -> members.wrong(name, "it is missing"));
        Parsed<T> parsed = parser.apply(text);
        return parsed.value()
                .orElseThrow(() -> members.wrong(name, parsed.problems().get(0).text()));
    }
}
