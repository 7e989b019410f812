package com.example.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsResolver;
import org.mailauth.replay.Replay;
import org.mailauth.replay.ReplayBundle;
import org.mailauth.replay.ReplayFormatException;
import org.mailauth.replay.ReplayRecorder;
import org.mailauth.replay.ReplaySettings;

/** Keeps what verdicts depended on, and gives them again. */
final class Again {
    private Again() {}

    static Replay replay(DnsResolver resolver, SmtpSession session, byte[] octets, OutputStream out)
            throws IOException, ReplayFormatException {
        // snippet: replay
        ReplayRecorder recorder = ReplayRecorder.builder()
                .settings(ReplaySettings.builder().authservId("mx.example.net").build())
                .resolver(resolver)
                .build();
        ReplayBundle bundle = recorder.record(session, octets).bundle().withoutBody(); // or with it
        bundle.writeTo(out);
        // a year later, without the DNS
        Replay replay;
        try (InputStream in = Files.newInputStream(Path.of("strange.json"))) {
            replay = ReplayBundle.read(in).replay();
        }
        replay.differences().forEach(System.out::println); // none: the verdicts are the recorded ones
        // end
        return replay;
    }
}
