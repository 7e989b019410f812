package org.mailauth.forensics;

import java.util.Collection;

/** Makes rules of the user's out of data. */
public final class ForensicRules {
    private ForensicRules() {}

    /**
     * A rule that notices words in the subject of a message whose author is not of an own domain. Encoded words are
     * decoded; case, width and invisible characters do not count, nor do look-alike letters in words of a script with
     * blanks. Words with Hangul or Chinese characters are found anywhere, all others only as whole words. The rule
     * notices nothing when no own domain is known.
     *
     * @param code the name of the rule
     * @param severity how much attention a finding deserves
     * @param words words and phrases; those without any letter or digit are never found
     * @return the rule, immutable
     */
    public static ForensicRule subjectWords(String code, Severity severity, Collection<String> words) {
        SubjectWords search = new SubjectWords(words);
        return new SimpleRule(code, severity, search::examine);
    }
}
