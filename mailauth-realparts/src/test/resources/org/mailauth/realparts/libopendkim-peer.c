/*
 * libopendkim at the command line.
 *
 *   verify FILE...
 *       for each signature a line: file, place among the signatures, pass or fail, why; separated by tabs
 *   sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...
 *       writes to OUT what is in IN, signed
 *
 * Keys are PKCS#8 in PEM. Keys of others come from the DNS, by way of /etc/resolv.conf.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <dkim.h>

struct octets {
    unsigned char *data;
    size_t length;
};

static void die(const char *what, const char *detail)
{
    fprintf(stderr, "%s: %s\n", what, detail);
    exit(2);
}

static struct octets read_file(const char *name)
{
    struct octets read = { NULL, 0 };
    FILE *in = fopen(name, "rb");
    if (in == NULL || fseek(in, 0, SEEK_END) != 0)
        die("cannot read", name);
    read.length = (size_t)ftell(in);
    rewind(in);
    read.data = malloc(read.length + 1);
    if (read.data == NULL || fread(read.data, 1, read.length, in) != read.length)
        die("cannot read", name);
    read.data[read.length] = '\0';
    fclose(in);
    return read;
}

static void check(DKIM_STAT status, DKIM *dkim, const char *what)
{
    if (status != DKIM_STAT_OK) {
        const char *error = dkim == NULL ? NULL : dkim_geterror(dkim);
        die(what, error != NULL ? error : dkim_getresultstr(status));
    }
}

/* Feeds field by field, as a mail filter does; a field goes without its final CRLF. Gives the first failure, if any. */
static DKIM_STAT feed(DKIM *dkim, struct octets message)
{
    DKIM_STAT status = DKIM_STAT_OK;
    size_t at = 0;
    while (status == DKIM_STAT_OK && at < message.length && strncmp((char *)message.data + at, "\r\n", 2) != 0) {
        size_t end = at;
        while (end < message.length
               && !(strncmp((char *)message.data + end, "\r\n", 2) == 0
                    && message.data[end + 2] != ' ' && message.data[end + 2] != '\t'))
            end++;
        status = dkim_header(dkim, message.data + at, end - at);
        at = end < message.length ? end + 2 : end;
    }
    if (status == DKIM_STAT_OK)
        status = dkim_eoh(dkim);
    if (status == DKIM_STAT_OK && at + 2 < message.length)
        status = dkim_body(dkim, message.data + at + 2, message.length - at - 2);
    return status;
}

static int verify(DKIM_LIB *library, int count, char **files)
{
    for (int file = 0; file < count; file++) {
        struct octets message = read_file(files[file]);
        DKIM_STAT status;
        DKIM *dkim = dkim_verify(library, (const unsigned char *)"peer", NULL, &status);
        check(status, dkim, "verify");
        status = feed(dkim, message);
        DKIM_SIGINFO **signatures = NULL;
        int signature_count = 0;
        if (status == DKIM_STAT_OK) {
            /* the verdict on the message; what follows is the verdict on each signature */
            if (dkim_eom(dkim, NULL) != DKIM_STAT_NOSIG)
                check(dkim_getsiglist(dkim, &signatures, &signature_count), dkim, "signatures");
        } else {
            fprintf(stderr, "%s: %s\n", files[file], dkim_getresultstr(status));
        }
        for (int at = 0; at < signature_count; at++) {
            const char *why = dkim_sig_geterrorstr(dkim_sig_geterror(signatures[at]));
            if (dkim_sig_getbh(signatures[at]) == DKIM_SIGBH_MISMATCH)
                why = "body hash mismatch";
            printf("%s\t%d\t%s\t%s\n", files[file], at, DKIM_SIG_CHECK(signatures[at]) ? "pass" : "fail", why);
        }
        dkim_free(dkim);
        free(message.data);
    }
    return 0;
}

static dkim_canon_t canon(const char *word)
{
    return strcmp(word, "simple") == 0 ? DKIM_CANON_SIMPLE : DKIM_CANON_RELAXED;
}

static int sign(DKIM_LIB *library, int count, char **arguments)
{
    struct octets key = read_file(arguments[3]);
    dkim_alg_t algorithm = strcmp(arguments[2], "rsa-sha256") == 0 ? DKIM_SIGN_RSASHA256 : DKIM_SIGN_ED25519SHA256;
    for (int at = 6; at + 1 < count; at += 2) {
        struct octets message = read_file(arguments[at]);
        DKIM_STAT status;
        DKIM *dkim = dkim_sign(library, (const unsigned char *)"peer", NULL, key.data,
                               (const unsigned char *)arguments[1], (const unsigned char *)arguments[0],
                               canon(arguments[4]), canon(arguments[5]), algorithm, -1, &status);
        check(status, dkim, "sign");
        /* Folded, an Ed25519 signature is wrong with a simple header: it is hashed with other folds than it gets. */
        if (algorithm == DKIM_SIGN_ED25519SHA256)
            check(dkim_set_margin(dkim, 0), dkim, "margin");
        check(feed(dkim, message), dkim, "message");
        check(dkim_eom(dkim, NULL), dkim, "end of message");
        unsigned char *field;
        size_t length;
        check(dkim_getsighdr_d(dkim, strlen(DKIM_SIGNHEADER) + 2, &field, &length), dkim, "signature");
        FILE *out = fopen(arguments[at + 1], "wb");
        if (out == NULL)
            die("cannot write", arguments[at + 1]);
        fprintf(out, "%s: %.*s\r\n", DKIM_SIGNHEADER, (int)length, (const char *)field);
        fwrite(message.data, 1, message.length, out);
        if (fclose(out) != 0)
            die("cannot write", arguments[at + 1]);
        dkim_free(dkim);
        free(message.data);
    }
    free(key.data);
    return 0;
}

int main(int count, char **arguments)
{
    DKIM_LIB *library = dkim_init(NULL, NULL);
    if (library == NULL || !dkim_libfeature(library, DKIM_FEATURE_SHA256))
        die("libopendkim", "no SHA-256");
    if (count > 1 && strcmp(arguments[1], "verify") == 0)
        return verify(library, count - 2, arguments + 2);
    if (count > 7 && strcmp(arguments[1], "sign") == 0)
        return sign(library, count - 2, arguments + 2);
    die("usage", "verify FILE... | sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...");
}
