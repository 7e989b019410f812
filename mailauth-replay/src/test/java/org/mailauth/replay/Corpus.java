package org.mailauth.replay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;

/**
 * Bundles of 54 messages, from plain mail to the tricks by which authors are forged: those that the tests of the authenticator
 * go through from end to end, recorded. The sampled messages of a law are picked from them, too.
 */
final class Corpus {
    private static final String ENDING = ".json";

    private Corpus() {}

    /** The bundles by name. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Corpus.class.getResource("corpus/signed-from-home.json"))
                                .toURI())
                        .resolveSibling("."))) {
            for (Path file : files.toList()) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                all.put(name.substring(0, name.length() - ENDING.length()), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
        return all;
    }

    static ReplayBundle bundle(String name) {
        return read(Objects.requireNonNull(all().get(name), name));
    }

    /** A bundle that is sound. */
    static ReplayBundle read(byte[] octets) {
        try {
            return ReplayBundle.read(new ByteArrayInputStream(octets));
        } catch (IOException | ReplayFormatException broken) {
            throw new AssertionError(broken);
        }
    }

    static byte[] written(ReplayBundle bundle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            bundle.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] message(ReplayBundle bundle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            bundle.message().orElseThrow().writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** The DNS as a bundle has seen it. */
    static DnsResolver dns(ReplayBundle bundle) {
        List<RecordedAnswer> answers = bundle.answers();
        return question -> answers.stream()
                .filter(answer -> answer.answers(question.name(), question.type()))
                .map(RecordedAnswer::answer)
                .findFirst()
                .orElseGet(() -> new DnsAnswer.Failed(DnsFailure.REFUSED, "not in the bundle"));
    }

    static Clock clock(ReplayBundle bundle) {
        return Clock.fixed(bundle.instant(), ZoneOffset.UTC);
    }

    /** Records what a bundle is of. */
    static ReplayRecorder.Builder recorder(ReplayBundle bundle) {
        return ReplayRecorder.builder()
                .settings(bundle.settings())
                .resolver(dns(bundle))
                .clock(clock(bundle));
    }
}
