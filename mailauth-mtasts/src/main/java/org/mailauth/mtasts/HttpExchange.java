package org.mailauth.mtasts;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/**
 * One request for a policy file and its response, over streams (RFC 9112). There is nothing here that could follow a
 * redirect, decode a content coding, keep a cookie or use a cache.
 */
final class HttpExchange {
    private static final int OK = 200;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LAST_STATUS = 599;
    private static final int BUFFER = 8192;
    /** A server may send some interim responses, 103 for instance; none has use for more. */
    private static final int MAX_INTERIM = 8;

    private static final int MAX_LINE = 8192;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_EMPTY_LINES = 4;

    private final Ending in;
    private final OutputStream out;
    private final int maxOctets;
    private final Http1Config limits;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER, MAX_LINE);

    private HttpExchange(InputStream in, OutputStream out, int maxOctets) {
        this.in = new Ending(in);
        this.out = out;
        this.maxOctets = maxOctets;
        this.limits = Http1Config.custom()
                .setMaxLineLength(MAX_LINE)
                .setMaxHeaderCount(MAX_FIELDS)
                .setMaxEmptyLineCount(MAX_EMPTY_LINES)
                .build();
    }

    /**
     * Asks and reads.
     *
     * @param in what the server sends
     * @param out to the server
     * @param policyHost for the field Host
     * @param port for the field Host
     * @param maxOctets how long the body may be
     * @return the response; its body is empty unless the status is 200
     * @throws FetchFailedException when what comes is no whole response, or too much
     * @throws IOException when a stream fails
     */
    static PolicyResponse.Received run(InputStream in, OutputStream out, DomainName policyHost, int port, int maxOctets)
            throws IOException {
        HttpExchange exchange = new HttpExchange(in, out, maxOctets);
        try {
            exchange.ask(policyHost, port);
            return exchange.response();
        } catch (MessageConstraintException e) {
            throw new FetchFailedException(PolicyFetchFailure.TOO_LARGE, "the header: " + said(e), e);
        } catch (HttpException | MalformedChunkCodingException | ConnectionClosedException e) {
            // a line that was cut is not told from one that is wrong
            boolean cut = exchange.in.ended;
            throw new FetchFailedException(
                    cut ? PolicyFetchFailure.TRUNCATED : PolicyFetchFailure.PROTOCOL, said(e), e);
        }
    }

    private void ask(DomainName policyHost, int port) throws IOException, HttpException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", PolicyRequest.PATH);
        request.setVersion(HttpVersion.HTTP_1_1);
        request.setHeader("Host", policyHost + (port == 443 ? "" : ":" + port));
        request.setHeader("User-Agent", "mailauth");
        request.setHeader("Accept", "text/plain");
        // RFC 9110 §12.5.3: no content coding, so nothing has to be unpacked.
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("Connection", "close");
        SessionOutputBufferImpl head = new SessionOutputBufferImpl(BUFFER);
        new DefaultHttpRequestWriter().write(request, head, out);
        head.flush(out);
        out.flush();
    }

    private PolicyResponse.Received response() throws IOException, HttpException {
        ClassicHttpResponse response = header();
        for (int interim = 1; isInterim(response.getCode()); interim++) {
            if (interim > MAX_INTERIM) {
                throw new FetchFailedException(PolicyFetchFailure.PROTOCOL, "too many interim responses");
            }
            response = header();
        }
        int status = response.getCode();
        if (status > LAST_STATUS) {
            throw new ProtocolException("no status code: " + status);
        }
        // RFC 8461 §3.3: any other status than 200 is a failure, whatever is said beside it.
        byte[] body = status == OK ? body(response) : new byte[0];
        return PolicyResponse.Received.of(status, field(response, "Content-Type"), body);
    }

    private static boolean isInterim(int status) {
        return status < OK && status != SWITCHING_PROTOCOLS;
    }

    private ClassicHttpResponse header() throws IOException, HttpException {
        ClassicHttpResponse response = new DefaultHttpResponseParser(limits).parse(buffer, in);
        if (response == null || in.ended) {
            throw new ConnectionClosedException("the stream ended within the header");
        }
        if (response.getCode() < 100) {
            throw new ProtocolException("no status code: " + response.getCode());
        }
        if (response.getVersion() == null || response.getVersion().getMajor() != 1) {
            throw new ProtocolException("not HTTP/1: " + response.getVersion());
        }
        return response;
    }

    private static @Nullable String field(ClassicHttpResponse response, String name) {
        Header[] fields = response.getHeaders(name);
        return fields.length == 0
                ? null
                : Arrays.stream(fields).map(Header::getValue).collect(Collectors.joining(", "));
    }

    private byte[] body(ClassicHttpResponse response) throws IOException, HttpException {
        String coding = field(response, "Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProtocolException("a content coding that was not asked for: " + coding);
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(response);
        if (length > maxOctets) {
            throw tooLarge();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        // never closed: that would read the rest
        InputStream content = content(length);
        byte[] part = new byte[BUFFER];
        for (int read = content.read(part); read >= 0; read = content.read(part)) {
            if (read > maxOctets - body.size()) {
                throw tooLarge();
            }
            body.write(part, 0, read);
        }
        // RFC 9112 §7.1: chunks end by an empty line; a stream that ended sooner may have cut 010 to 0.
        if (in.ended && length != ContentLengthStrategy.UNDEFINED) {
            throw new ConnectionClosedException("the stream ended before the body");
        }
        return body.toByteArray();
    }

    private InputStream content(long length) {
        if (length >= 0) {
            return new ContentLengthInputStream(buffer, in, length);
        }
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkedInputStream(buffer, in, limits)
                : new IdentityInputStream(buffer, in);
    }

    private FetchFailedException tooLarge() {
        return new FetchFailedException(
                PolicyFetchFailure.TOO_LARGE, "the body is longer than " + maxOctets + " octets");
    }

    private static String said(Exception thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** Remembers that the stream has ended, since the parser takes that for the end of the header. */
    private static final class Ending extends FilterInputStream {
        private boolean ended;

        Ending(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            ended |= octet < 0;
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int read = super.read(octets, offset, length);
            ended |= read < 0;
            return read;
        }
    }
}
