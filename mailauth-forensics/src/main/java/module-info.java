/** What the header of a message says about who sent it: its way, its identities and its thread. Findings inform people. */
module org.mailauth.forensics {
    requires transitive org.mailauth;
    requires com.ibm.icu;
    requires static org.jspecify;

    exports org.mailauth.forensics;
    exports org.mailauth.forensics.lookalike;
    exports org.mailauth.forensics.received;
}
