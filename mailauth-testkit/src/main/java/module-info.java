/**
 * What tests of mail software need: a DNS in memory, filled by calls or from master files, with failures and DNSSEC
 * states as answers, and a recorder of every question asked.
 */
module org.mailauth.testkit {
    requires transitive org.mailauth;
    requires static org.jspecify;

    exports org.mailauth.testkit;
}
