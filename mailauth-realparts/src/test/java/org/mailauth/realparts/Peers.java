package org.mailauth.realparts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes the drivers of the peers ready; a peer that is not installed makes this fail. */
final class Peers {
    static final String LIBOPENDKIM = "libopendkim";
    static final String DKIMPY = "dkimpy";
    static final String GO_MSGAUTH = "go-msgauth";
    static final String MAIL_DKIM = "Mail::DKIM";

    private static final Duration COMPILING = Duration.ofMinutes(2);

    private Peers() {}

    /** All peers. */
    static List<Peer> in(Lab lab) throws IOException {
        return List.of(
                new Peer(lab, LIBOPENDKIM, List.of(libopendkim(lab.folder()))),
                // not the first python3 on the path, but the one that Debian's modules are for
                new Peer(
                        lab, DKIMPY, List.of(Program.find("python3", "python3"), "-B", Lab.resource("dkimpy-peer.py"))),
                new Peer(
                        lab,
                        GO_MSGAUTH,
                        List.of(
                                Program.find("sh", "dash"),
                                Lab.resource("go-msgauth-peer.sh"),
                                Program.find("dkim-verify", "go-msgauth"),
                                goMsgauthSigner(lab.folder()))),
                new Peer(lab, MAIL_DKIM, List.of(Program.find("perl", "perl"), Lab.resource("mail-dkim-peer.pl"))));
    }

    private static String libopendkim(Path folder) throws IOException {
        String program = folder.resolve("libopendkim-peer").toString();
        Run.of(
                        folder,
                        COMPILING,
                        List.of(
                                Program.find("gcc", "gcc"),
                                "-Wall",
                                "-Wextra",
                                "-Werror",
                                "-O1",
                                "-I/usr/include/opendkim",
                                "-o",
                                program,
                                Lab.resource("libopendkim-peer.c"),
                                "-lopendkim"))
                .orThrow();
        return program;
    }

    private static String goMsgauthSigner(Path folder) throws IOException {
        String program = folder.resolve("go-msgauth-signer").toString();
        Path cache = Files.createDirectories(folder.resolve("go-cache"));
        // Debian's packages of Go code lie in a GOPATH, and nothing is fetched.
        Run.of(
                        folder,
                        COMPILING,
                        List.of(
                                Program.find("env", "coreutils"),
                                "GO111MODULE=off",
                                "GOPATH=/usr/share/gocode",
                                "GOCACHE=" + cache,
                                "GOFLAGS=-p=2",
                                Program.find("go", "golang-go"),
                                "build",
                                "-o",
                                program,
                                Lab.resource("go-msgauth-signer.go")))
                .orThrow();
        return program;
    }
}
