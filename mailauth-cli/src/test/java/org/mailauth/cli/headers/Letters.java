package org.mailauth.cli.headers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;

/** Messages to Kim at 예시.kr, whose mail comes in by mx.예시.kr. */
final class Letters {
    static final String OWN = "예시.kr";
    static final String MX = "mx.xn--vv4b11d.kr";

    /** Three hops; a stranger's answer to be paid, in the name of a colleague. */
    static final String SPOOF = "Return-Path: <bounce@news.evil.example>\n"
            + "Authentication-Results: " + MX + "; dmarc=fail header.from=xn--vv4b11d.kr\n"
            + "Received: from " + MX + " (localhost [127.0.0.1]) by mail.xn--vv4b11d.kr (Postfix) with LMTP\n"
            + " id 9 for <kim@xn--vv4b11d.kr>; Sat, 21 Nov 2026 20:59:05 +0900\n"
            + "Received: from h.evil.example (r.other.example [203.0.113.5])\n"
            + " (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by " + MX
            + " (Postfix) with ESMTPS id 1; Sat, 21 Nov 2026 20:59:01 +0900\n"
            + "Received: from [10.0.0.7] by h.evil.example with ESMTPA; Sat, 21 Nov 2026 06:39:01 +0000\n"
            + "Received: from pc.evil.example ([10.0.0.7]) by h.evil.example with SMTP; Sat, 21 Nov 2026 07:29:01 +0000\n"
            + "From: =?UTF-8?B?6rmA66+87IiY?= <minsu@xn--vv4b11d.kr>\n"
            + "Reply-To: =?UTF-8?B?6rmA66+87IiY?= <minsu@mail.example>\n"
            + "To: kim@xn--vv4b11d.kr\n"
            + "Subject: =?UTF-8?B?UmU6IOyGoeq4iCDsmpTssq0=?=\n"
            + "Date: Sat, 21 Nov 2026 07:29:00 +0000\n"
            + "Message-ID: <1@evil.example>\n\nHi.\n";

    private static final List<String> READER =
            List.of("--own", OWN, "--protect", "김민수", "--relay", MX, "--relay", "mail.xn--vv4b11d.kr");

    private Letters() {}

    static Run read(Path folder, String message, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("headers", Sample.write(folder, "message.eml", message).toString()));
        arguments.addAll(READER);
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }
}
