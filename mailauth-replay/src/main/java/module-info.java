/** Replay bundles: all that one authentication of a message depended on, so that it can be done again offline. */
module org.mailauth.replay {
    requires transitive org.mailauth.authenticator;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports org.mailauth.replay;
}
