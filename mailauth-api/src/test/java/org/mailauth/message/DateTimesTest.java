package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates of messages (RFC 5322 §3.3 and §4.3). */
class DateTimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 21 Nov 1997 09:55:06 -0600 | 1997-11-21T09:55:06-06:00",
                "Fri,21 Nov 1997 09:55 -0600 | 1997-11-21T09:55-06:00",
                "21 nov 1997 09:55:06 +0530 (India) | 1997-11-21T09:55:06+05:30",
                "Mon, 1 Jul 2026 00:00:00 GMT | 2026-07-01T00:00Z",
                "Sat, 31 Dec 2016 23:59:60 +0000 | 2016-12-31T23:59:59Z",
                "21 Nov 97 09:55:06 GMT | 1997-11-21T09:55:06Z",
                "21 Nov 26 09:55:06 UT | 2026-11-21T09:55:06Z",
                "21 Nov 126 09:55:06 EST | 2026-11-21T09:55:06-05:00",
                "21 Nov 2026 09:55:06 EDT | 2026-11-21T09:55:06-04:00",
                "21 Nov 2026 09:55:06 CDT | 2026-11-21T09:55:06-05:00",
                "21 Nov 2026 09:55:06 MST | 2026-11-21T09:55:06-07:00",
                "21 Nov 2026 09:55:06 PST | 2026-11-21T09:55:06-08:00",
                "21 Nov 2026 09:55:06 Q | 2026-11-21T09:55:06Z",
                "(a) Fri (b), (c) 21 (d) Nov\t(e) 2026 09:55:06 (f) -0000 | 2026-11-21T09:55:06Z",
            })
    void datesAreRead(String text, String moment) {
        assertThat(DateTimes.parse(text)).map(Object::toString).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "30 Feb 2026 09:55:06 +0000",
                "21 Nov 2026 24:00:00 +0000",
                "21 Nov 2026 09:60:00 +0000",
                "21 Nov 2026 09:55:61 +0000",
                "21 Nov 2026 9:55:06 +0000",
                "21 Nov 2026 09-55-06 +0000",
                "21 Nov 20266 09:55:06 +0000",
                "21 Nov 2026 09:55:06",
                "21 Nov 2026 09:55:06 +0000 more",
                "21 Nov 2026 09:55:06 +9959",
                "21 Nov 2026 09:55:06 +",
                "21 November 2026 09:55:06 +0000",
                "٢١ Nov 2026 09:55:06 +0000",
                "21 Nov 2026 09:55:06 (+0000",
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(DateTimes.parse(text)).isEmpty();
    }
}
