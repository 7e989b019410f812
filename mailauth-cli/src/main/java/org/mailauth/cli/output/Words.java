package org.mailauth.cli.output;

import java.util.Locale;

/** How reports write the constants of an enum that has no words of its own. */
public final class Words {
    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
