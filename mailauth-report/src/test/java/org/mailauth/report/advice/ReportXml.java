package org.mailauth.report.advice;

/** Reports as text. */
final class ReportXml {
    static final String END = "</feedback>";

    private ReportXml() {}

    static String start(String domain, String reporter, long begin, String policy) {
        return "<?xml version=\"1.0\"?><feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version>"
                + "<report_metadata><org_name>" + reporter + "</org_name><email>d@example.net</email>"
                + "<report_id>r1</report_id><date_range><begin>" + begin + "</begin><end>" + (begin + 86_399)
                + "</end></date_range></report_metadata><policy_published><domain>" + domain + "</domain><p>" + policy
                + "</p></policy_published>";
    }

    /** A row; {@code authenticated} is a domain of its own with an SPF pass, or empty. */
    static String row(
            String ip, long count, String from, boolean dkim, boolean spf, String authenticated, String override) {
        String reason = override.isEmpty() ? "" : "<reason><type>" + override + "</type></reason>";
        String domain = authenticated.isEmpty() ? from : authenticated;
        return "<record><row><source_ip>" + ip + "</source_ip><count>" + count + "</count><policy_evaluated>"
                + "<disposition>none</disposition><dkim>" + word(dkim) + "</dkim><spf>" + word(spf) + "</spf>" + reason
                + "</policy_evaluated></row><identifiers><header_from>" + from + "</header_from></identifiers>"
                + "<auth_results><spf><domain>" + domain + "</domain><result>" + word(spf || !authenticated.isEmpty())
                + "</result></spf></auth_results></record>";
    }

    private static String word(boolean pass) {
        return pass ? "pass" : "fail";
    }
}
