package org.mailauth.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a master file: a line, or several held together by parentheses.
 *
 * @param tokens its items
 * @param indented whether it starts with white space, so that it has no owner of its own
 * @param cutAt the unquoted item that a comment follows without white space between, null when there is none
 * @param error why the entry cannot be read, null when it can
 */
record ZoneEntry(
        List<ZoneToken> tokens,
        boolean indented,
        @Nullable ZoneToken cutAt,
        @Nullable ZoneSyntaxException error) {}
