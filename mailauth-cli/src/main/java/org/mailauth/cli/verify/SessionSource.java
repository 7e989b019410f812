package org.mailauth.cli.verify;

import org.mailauth.cli.options.SessionFacts;
import org.mailauth.message.HeaderFields;

/** Where the facts of a session come from: the same ones for every message, or from its header. */
interface SessionSource {
    /** Whether {@link #of} looks at the header. */
    boolean needsHeader();

    /** What is known of the session that brought the message with this header. */
    SessionFacts of(HeaderFields header);

    /** The same facts for every message. */
    static SessionSource always(SessionFacts facts) {
        return new SessionSource() {
            @Override
            public boolean needsHeader() {
                return false;
            }

            @Override
            public SessionFacts of(HeaderFields header) {
                return facts;
            }
        };
    }
}
