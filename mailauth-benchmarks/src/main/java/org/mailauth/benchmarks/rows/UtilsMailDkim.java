package org.mailauth.benchmarks.rows;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.interfaces.RSAPrivateKey;
import java.util.Properties;
import org.mailauth.dkim.SigningKey;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/** Signs with utils-mail-dkim, from octets to octets. */
final class UtilsMailDkim {
    private UtilsMailDkim() {}

    static Operation signer(SigningKey key, int octets) throws Exception {
        byte[] message = Mails.plain(octets);
        DkimSigner signer =
                new DkimSigner(Mails.DOMAIN, Mails.SELECTOR, (RSAPrivateKey) Primitives.rsaKey(key.toPem()));
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setLengthParam(false);
        signer.setCheckDomainKey(false);
        Session session = Session.getInstance(new Properties());
        DkimRows.requirePass(sign(session, signer, message), key);
        return () -> sign(session, signer, message).length > message.length;
    }

    private static byte[] sign(Session session, DkimSigner signer, byte[] message) throws Exception {
        MimeMessage mime = new MimeMessage(session, new ByteArrayInputStream(message));
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 1024);
        new DkimMessage(mime, signer).writeTo(out);
        return out.toByteArray();
    }
}
