package org.mailauth.cli.options;

import org.mailauth.cli.command.Surroundings;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.publicsuffix.PublicSuffixList;
import picocli.CommandLine.Option;

/** By which standard DMARC is evaluated. */
public final class LegacyOption {
    @Option(
            names = "--legacy",
            description = "Evaluate DMARC by RFC 7489, with the Public Suffix List and pct, instead of RFC 9989.")
    private boolean legacy;

    boolean isChosen() {
        return legacy;
    }

    public DmarcMode mode(Surroundings surroundings) {
        return legacy ? DmarcMode.rfc7489(PublicSuffixList.builtIn(), surroundings.random()) : DmarcMode.rfc9989();
    }
}
