package org.mailauth.transport;

/** The whole decision as one table, and two lines around it: what RFC 7672 §2.2 and RFC 8461 §5 say, read by hand. */
final class NaivePlan {
    private static final String TABLE = """
            DANE          none           testing        enforce+match     enforce+mismatch
            authenticate  DANE           DANE           DANE_AND_WEB_PKI  DO_NOT_USE
            encrypt       ENCRYPTION     ENCRYPTION     WEB_PKI           DO_NOT_USE
            none          OPPORTUNISTIC  OPPORTUNISTIC  WEB_PKI           DO_NOT_USE
            delay         DO_NOT_USE     DO_NOT_USE     DO_NOT_USE        DO_NOT_USE
            """;

    private NaivePlan() {}

    static TlsRequirement expected(String dane, String sts, boolean permitted, boolean required) {
        if (required && !dane.equals("authenticate")) {
            return TlsRequirement.DO_NOT_USE;
        }
        String column = sts.equals("enforce") ? (permitted ? "enforce+match" : "enforce+mismatch") : sts;
        String[] head = TABLE.lines().findFirst().orElseThrow().split("\\s+", 0);
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\s+", 0);
            for (int i = 1; i < cells.length && cells[0].equals(dane); i++) {
                if (head[i].equals(column)) {
                    return TlsRequirement.valueOf(cells[i]);
                }
            }
        }
        throw new AssertionError(dane + " " + column);
    }

    /** Whether a server that shows a certificate of this kind may get mail. */
    static boolean permits(TlsRequirement requirement, boolean inDane, boolean inWebPki) {
        return switch (requirement) {
            case OPPORTUNISTIC, ENCRYPTION -> true;
            case WEB_PKI -> inWebPki;
            case DANE -> inDane;
            case DANE_AND_WEB_PKI -> inDane && inWebPki;
            case DO_NOT_USE -> false;
        };
    }
}
