package org.mailauth.dane.publish;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;
import org.mailauth.dane.publish.TlsaFinding.Severity;

/** Collects findings. */
final class Findings {
    private final List<TlsaFinding> found = new ArrayList<>();

    void add(Severity severity, String code, String reference, String text) {
        add(severity, Problem.of("tlsa." + code, reference, text));
    }

    void add(Severity severity, Problem problem) {
        found.add(new TlsaFinding(severity, problem));
    }

    List<TlsaFinding> all() {
        return List.copyOf(found);
    }
}
