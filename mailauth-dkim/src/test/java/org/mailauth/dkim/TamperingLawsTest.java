package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dkim.internal.canon.NaiveCanonicalization;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** A signed message that was changed passes exactly when its canonical form is the one that was signed. */
class TamperingLawsTest {
    // Whether a message that hides a field is acceptable is another question.
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS)
            .acceptance(SignatureAcceptance.strict().acceptingHiddenFields())
            .build();
    private static final Pattern FIELDS_TAG = Pattern.compile("[:;][ \t\r\n]*h[ \t\r\n]*=([^;]*)");
    private static final Pattern DATA_TAG = Pattern.compile("([:;][ \t\r\n]*b[ \t\r\n]*=)([^;]*)");

    /** What a signature speaks of: the canonical texts, and its data. */
    private record View(List<String> fields, String body, String ownField, String data) {}

    record Forms(HeaderCanonicalization header, BodyCanonicalization body) {
        String header(String field) {
            return header == HeaderCanonicalization.RELAXED ? NaiveCanonicalization.relaxedHeader(field) : field;
        }

        String body(String text) {
            return body == BodyCanonicalization.RELAXED
                    ? NaiveCanonicalization.relaxedBody(text)
                    : NaiveCanonicalization.simpleBody(text);
        }
    }

    @Provide
    Arbitrary<Tuple2<String, Forms>> mails() {
        Arbitrary<Forms> forms = Arbitraries.of(HeaderCanonicalization.class)
                .flatMap(header -> Arbitraries.of(BodyCanonicalization.class).map(body -> new Forms(header, body)));
        return Mails.mails().flatMap(mail -> forms.map(form -> Tuple.of(mail, form)));
    }

    @Provide
    Arbitrary<Tuple2<Tuple2<String, Forms>, Tuple2<String, String>>> tampered() {
        return mails().flatMap(mail -> {
            String signed = signed(mail.get1(), mail.get2());
            return Mails.tampered(signed).map(changed -> Tuple.of(mail, Tuple.of(signed, changed)));
        });
    }

    private static String signed(String mail, Forms forms) {
        DkimSigner signer = DkimSigner.builder()
                .preflight(SigningPreflight.lenient())
                .signingDomain("example.com")
                .key("ed", FixedKeys.ED25519)
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC))
                .canonicalization(forms.header(), forms.body())
                .build();
        Message message = Checks.message(mail);
        return signer.sign(message).orElseThrow().get(0) + "\r\n" + mail;
    }

    /** Empty when the message has not exactly one signature of the form that is looked for. */
    private static Optional<View> view(String text, Forms forms) {
        Message message = Checks.message(text);
        List<HeaderField> own = message.header().named("DKIM-Signature");
        if (own.size() != 1) {
            return Optional.empty();
        }
        String field = Mails.text(own.get(0).octets());
        Matcher data = DATA_TAG.matcher(field);
        Matcher names = FIELDS_TAG.matcher(field);
        if (!data.find() || !names.find()) {
            return Optional.empty();
        }
        List<HeaderField> left = new ArrayList<>(message.header().all());
        left.remove(own.get(0));
        List<String> fields = new ArrayList<>();
        for (String name : names.group(1).split(":", -1)) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (left.get(at).isNamed(name.strip())) {
                    fields.add(forms.header(Mails.text(left.remove(at).octets())));
                    break;
                }
            }
        }
        String body = text.substring(text.length() - message.bodyLength());
        String withoutData = field.substring(0, data.start(2)) + field.substring(data.end(2));
        return Optional.of(new View(
                fields,
                forms.body(body),
                forms.header(withoutData.endsWith("\r\n") ? withoutData : withoutData + "\r\n"),
                data.group(2).replaceAll("\r\n(?=[ \t]|\\z)|[ \t]", "")));
    }

    private static boolean samePromise(View signed, View changed) {
        return signed.fields().equals(changed.fields())
                && signed.body().equals(changed.body())
                && signed.ownField().equals(changed.ownField());
    }

    private static boolean sameData(View signed, View changed) {
        try {
            return Arrays.equals(
                    Base64.getDecoder().decode(signed.data()),
                    Base64.getDecoder().decode(changed.data()));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void aChangedMessagePassesExactlyWhenItsCanonicalFormIsTheSame(
            @ForAll("tampered") Tuple2<Tuple2<String, Forms>, Tuple2<String, String>> tampered) {
        Forms forms = tampered.get1().get2();
        View signed = view(tampered.get2().get1(), forms).orElseThrow();
        Optional<View> changed = view(tampered.get2().get2(), forms);
        Budget budget = Budget.open(BudgetLimits.defaults());
        List<DkimVerification> verifications =
                VERIFIER.verify(Checks.message(tampered.get2().get2()), MessageDns.open(FixedKeys.DNS, budget));
        boolean passes = verifications.stream().anyMatch(one -> one.result() == DkimResult.PASS);
        if (passes) {
            assertThat(changed).isPresent();
            assertThat(samePromise(signed, changed.get()) && sameData(signed, changed.get()))
                    .isTrue();
        } else {
            assertThat(changed.filter(signed::equals)).isEmpty();
        }
        boolean reachedCryptography = budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS) > 0;
        Statistics.label("reached cryptography")
                .collect(reachedCryptography)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 20));
        Statistics.label("passes")
                .collect(passes)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 1));
    }
}
