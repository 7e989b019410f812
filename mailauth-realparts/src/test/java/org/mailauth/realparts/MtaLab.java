package org.mailauth.realparts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailauth.testkit.InMemoryDns;

/**
 * A network of its own with Postfix, Exim, qpsmtpd and Dovecot, which pass messages on to each other and put what they keep
 * into folders. Closing it ends and removes everything.
 */
final class MtaLab implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String EXIM_USER = "Debian-exim";
    private static final Pattern IDENTIFIER = Pattern.compile("(?m)^Message-I[Dd]: <(?<id>[0-9]+)@example\\.net>");

    private final Lab lab;
    private final Path folder;
    private final Path mail;

    private MtaLab(Lab lab) throws IOException {
        this.lab = lab;
        this.folder = lab.folder();
        try {
            open(folder);
            mail = Files.createDirectory(folder.resolve("mail"));
            for (String address :
                    List.of(Submission.NAMED, Submission.NAMELESS, Submission.NAMED_6, Submission.NAMELESS_6)) {
                lab.addAddress(address);
            }
            for (Mta mta : Mta.values()) {
                lab.addAddress(mta.ipv4());
                if (!mta.ipv6().isEmpty()) {
                    lab.addAddress(mta.ipv6());
                }
                // Exim delivers as the user that it runs as.
                own(mta == Mta.EXIM ? EXIM_USER : "nobody", Files.createDirectory(mail.resolve(mta.id())));
            }
            makeCertificate();
            startDovecot();
            startPostfix();
            startExim();
            startQpsmtpd();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Sets the place up. */
    static MtaLab open() throws IOException {
        InMemoryDns.Builder names = InMemoryDns.builder()
                .a(Submission.CLIENT, Submission.NAMED)
                .aaaa(Submission.CLIENT, Submission.NAMED_6)
                .ptr("10.100.51.198.in-addr.arpa", Submission.CLIENT)
                .ptr("0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", Submission.CLIENT);
        for (Mta mta : Mta.values()) {
            names.a(mta.host(), mta.ipv4());
            String last = mta.ipv4().substring(mta.ipv4().lastIndexOf('.') + 1);
            names.ptr(last + ".2.0.192.in-addr.arpa", mta.host());
        }
        return new MtaLab(Lab.open(names.build()));
    }

    /** Servers look at files as other users than the one that starts them. */
    private void open(Path path) throws IOException {
        command(Program.find("chmod", "coreutils"), "755", path.toString());
    }

    private void own(String user, Path path) throws IOException {
        command(Program.find("chown", "coreutils"), user, path.toString());
    }

    private void command(String... words) throws IOException {
        Run.of(folder, LIMIT, List.of(words)).orThrow();
    }

    private Path folder(String owner, String name) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        own(owner, made);
        open(made);
        return made;
    }

    private Path write(String name, String text) throws IOException {
        String filled = text.replace("FOLDER", folder.toString());
        Path written = Files.writeString(folder.resolve(name), filled);
        open(written);
        return written;
    }

    private void makeCertificate() throws IOException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        // RSA: GnuTLS, which Exim uses, takes no EC key as the JDK writes it.
        command(
                Program.find("openssl", "openssl"),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=mx.test",
                "-out",
                certificate.toString(),
                "-keyout",
                key.toString());
        open(certificate);
        open(key);
    }

    private void start(Mta mta, List<String> command) throws IOException {
        lab.start(
                mta.id(),
                command,
                List.of(
                        Program.find("bash", "bash"),
                        "-c",
                        "exec 3<>/dev/tcp/" + mta.ipv4() + "/" + mta.port()
                                + " && read -r -t 5 line <&3 && printf '%s' \"$line\""));
    }

    private void startDovecot() throws IOException {
        // Postfix looks for a socket of Dovecot's authentication there.
        folder("root", "queue");
        Path configuration = write("dovecot.conf", """
                base_dir = FOLDER/dovecot-run
                state_dir = FOLDER/dovecot-state
                log_path = FOLDER/dovecot-says.log
                protocols = lmtp
                hostname = mx.dovecot.test
                ssl = no
                default_login_user = nobody
                default_internal_user = nobody
                default_internal_group = nogroup
                mail_location = maildir:FOLDER/mail/dovecot
                mail_uid = nobody
                mail_gid = nogroup
                first_valid_uid = 1
                first_valid_gid = 1
                passdb {
                  driver = static
                  args = nopassword=y
                }
                userdb {
                  driver = static
                  args = uid=nobody gid=nogroup home=FOLDER/mail/dovecot allow_all_users=yes
                }
                service lmtp {
                  inet_listener lmtp {
                    address = 192.0.2.28
                    port = 24
                  }
                }
                service auth {
                  unix_listener FOLDER/queue/auth {
                    mode = 0666
                  }
                }
                """);
        start(Mta.DOVECOT, List.of(Program.find("dovecot", "dovecot-core"), "-F", "-c", configuration.toString()));
    }

    private void startPostfix() throws IOException {
        Path home = Files.createDirectory(folder.resolve("postfix"));
        folder("postfix", "data");
        configurePostfix();
        String postfix = Program.find("postfix", "postfix");
        // Its master process leaves the group of those that started it, and outlives them.
        lab.atEnd(() -> lab.run(LIMIT, List.of(postfix, "-c", home.toString(), "abort")));
        start(Mta.POSTFIX, List.of(postfix, "-c", home.toString(), "start-fg"));
    }

    private void configurePostfix() throws IOException {
        write("postfix/main.cf", """
                compatibility_level = 3.6
                queue_directory = FOLDER/queue
                data_directory = FOLDER/data
                mail_owner = postfix
                setgid_group = postdrop
                maillog_file = /dev/stdout
                myhostname = mx.postfix.test
                mydestination =
                mynetworks = 192.0.2.0/24, 198.51.100.0/24, [2001:db8::]/32
                inet_interfaces = 192.0.2.25, 2001:db8::25
                inet_protocols = all
                smtp_bind_address = 192.0.2.25
                alias_maps =
                local_recipient_maps =
                virtual_mailbox_domains = postfix.test
                virtual_mailbox_base = FOLDER/mail
                virtual_mailbox_maps = static:postfix/
                virtual_uid_maps = static:65534
                virtual_gid_maps = static:65534
                transport_maps = inline:{ exim.test=smtp:[192.0.2.26]:25,
                    qpsmtpd.test=smtp:[192.0.2.27]:25, dovecot.test=lmtp:inet:[192.0.2.28]:24 }
                smtpd_relay_restrictions = permit_mynetworks, reject
                smtpd_delay_reject = yes
                smtpd_tls_security_level = may
                smtpd_tls_chain_files = FOLDER/key.pem, FOLDER/certificate.pem
                smtpd_tls_received_header = yes
                smtp_tls_security_level = may
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = auth
                smtpd_sasl_authenticated_header = yes
                """);
        write("postfix/master.cf", """
                postlog unix-dgram n - n - 1 postlogd
                smtp inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                proxymap unix - - n - - proxymap
                smtp unix - - n - - smtp
                lmtp unix - - n - - lmtp
                error unix - - n - - error
                retry unix - - n - - error
                virtual unix - n n - - virtual
                anvil unix - - n - 1 anvil
                """);
    }

    private void startExim() throws IOException {
        String exim = Program.find("exim4", ".ci/real-parts, without installing it");
        folder(EXIM_USER, "spool");
        folder(EXIM_USER, "exim-log");
        Path configuration = write("exim.conf", """
                exim_path = EXIM
                primary_hostname = mx.exim.test
                spool_directory = FOLDER/spool
                log_file_path = FOLDER/exim-log/%slog
                pid_file_path = FOLDER/spool/pid
                local_interfaces = <; 192.0.2.26 ; 2001:db8::26
                tls_advertise_hosts = *
                tls_certificate = FOLDER/certificate.pem
                tls_privatekey = FOLDER/key.pem
                smtputf8_advertise_hosts = *
                host_lookup = *
                rfc1413_query_timeout = 0s
                keep_environment =
                acl_smtp_rcpt = accept
                acl_smtp_data = accept
                begin routers
                mailbox:
                  driver = accept
                  domains = exim.test
                  transport = maildir
                others:
                  driver = manualroute
                  transport = smtp
                  route_list = * 192.0.2.25
                begin transports
                smtp:
                  driver = smtp
                  interface = 192.0.2.26
                maildir:
                  driver = appendfile
                  directory = FOLDER/mail/exim
                  maildir_format
                  user = Debian-exim
                begin authenticators
                plain:
                  driver = plaintext
                  public_name = PLAIN
                  server_set_id = $auth2
                  server_condition = true
                """.replace("EXIM", exim));
        start(Mta.EXIM, List.of(exim, "-C", configuration.toString(), "-bdf", "-q1m"));
    }

    private void startQpsmtpd() throws IOException {
        folder("nobody", "qpsmtpd-spool");
        Path settings = folder("root", "qpsmtpd");
        write("qpsmtpd/me", "mx.qpsmtpd.test\n");
        write("qpsmtpd/rcpthosts", "qpsmtpd.test\n");
        write("qpsmtpd/spool_dir", "FOLDER/qpsmtpd-spool\n");
        write("qpsmtpd/plugin_dirs", "/usr/share/qpsmtpd/plugins\n");
        write("qpsmtpd/plugins", "rcpt_ok\nqueue/maildir FOLDER/mail/qpsmtpd\n");
        // It wants its folder to itself.
        command(
                Program.find("chmod", "coreutils"),
                "700",
                folder.resolve("qpsmtpd-spool").toString());
        start(
                Mta.QPSMTPD,
                List.of(
                        Program.find("env", "coreutils"),
                        "QPSMTPD_CONFIG=" + settings,
                        Program.find("qpsmtpd-forkserver", "qpsmtpd"),
                        "-l",
                        Mta.QPSMTPD.ipv4(),
                        "-p",
                        "25",
                        "-m",
                        "50",
                        "-u",
                        "nobody"));
    }

    /**
     * Hands messages over, all of them before it waits for any.
     *
     * @param submissions what to send; the number of each names its message
     */
    void submit(List<Submission> submissions) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < submissions.size(); at++) {
            Path file = Files.write(folder.resolve(at + ".eml"), message(at, submissions.get(at)));
            lines.add(submissions.get(at).line(file.toString()));
        }
        Path file = Files.write(folder.resolve("submissions"), lines);
        lab.run(
                        Duration.ofSeconds(60),
                        List.of(Program.find("python3", "python3"), "-I", Lab.resource("submit.py"), file.toString()))
                .orThrow();
    }

    private static byte[] message(int number, Submission submission) {
        boolean utf8 = submission.more().contains("utf8");
        StringBuilder text = new StringBuilder();
        submission.forged().forEach(field -> text.append(field).append("\r\n"));
        text.append("Message-ID: <" + number + "@example.net>\r\n")
                .append("Date: Mon, 01 Jan 2024 00:00:00 +0000\r\n")
                .append("From: " + (utf8 ? "홍길동 <홍길동@example.net>" : "Alice <alice@example.net>") + "\r\n")
                .append("To: " + (utf8 ? "밥" : "Bob") + " <bob@"
                        + submission.end().domain() + ">\r\n")
                .append("Subject: " + (utf8 ? "안녕하세요" : "Greetings") + "\r\n\r\nHello\r\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Waits for messages.
     *
     * @param submissions what {@link #submit} was given
     * @return for each number the messages that arrived, one for each recipient
     */
    Map<Integer, List<byte[]>> arrived(List<Submission> submissions) throws IOException {
        int expected =
                submissions.stream().mapToInt(each -> each.recipients().size()).sum();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<Path> files = files();
        while (files.size() < expected && System.nanoTime() - end < 0) {
            pause();
            files = files();
        }
        Map<Integer, List<byte[]>> arrived = new HashMap<>();
        for (Path file : files) {
            byte[] octets = Files.readAllBytes(file);
            Matcher identifier = IDENTIFIER.matcher(new String(octets, StandardCharsets.ISO_8859_1));
            if (identifier.find()) {
                arrived.computeIfAbsent(Integer.valueOf(identifier.group("id")), number -> new ArrayList<>())
                        .add(octets);
            }
        }
        return arrived;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.find(mail, 3, (path, kind) -> kind.isRegularFile())) {
            // A maildir's folder of what is complete.
            return all.filter(file -> file.getParent().endsWith("new")).toList();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for messages", e);
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
