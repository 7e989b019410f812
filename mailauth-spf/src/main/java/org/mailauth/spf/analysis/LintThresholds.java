package org.mailauth.spf.analysis;

/**
 * From where on an authorisation is remarkable.
 *
 * @param widestIp4 a shorter prefix of an IPv4 range is over-wide
 * @param widestIp6 a shorter prefix of an IPv6 range is over-wide
 * @param manyIp4 more IPv4 addresses than these are many
 */
record LintThresholds(int widestIp4, int widestIp6, long manyIp4) {
    static final LintThresholds DEFAULTS = new LintThresholds(16, 32, 100_000);

    int widest(AddressFamily family) {
        return family == AddressFamily.IP4 ? widestIp4 : widestIp6;
    }
}
