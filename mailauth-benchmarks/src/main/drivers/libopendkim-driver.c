/*
 * Measures libopendkim.
 *
 *   version
 *       a line: what this is
 *   WARM-UP REPETITIONS DURATION verify ALGORITHM MESSAGE RECORD
 *   WARM-UP REPETITIONS DURATION sign ALGORITHM MESSAGE KEY SIGNED DOMAIN SELECTOR
 *       does it until the warm-up is over, then for each repetition until its duration is over, and at least once; both in
 *       milliseconds of the CPU time of this process. A line for each repetition: how often, and nanoseconds of CPU time,
 *       separated by a tab. Or a line: cannot, a tab, why.
 *
 * A signature that does not pass is the end, with exit code 2. RECORD is a file with the text of the key record, which is the
 * answer to every question; KEY is PKCS#8 in PEM; to SIGNED goes the signed message.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#include <dkim.h>

#define NANOS_PER_MILLI 1000000LL

struct octets {
    unsigned char *data;
    size_t length;
};

struct job {
    DKIM_LIB *library;
    dkim_alg_t algorithm;
    struct octets message;
    const unsigned char *key;
    const char *signed_name;
    const unsigned char *domain;
    const unsigned char *selector;
};

static const char *record;

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

/* The DNS: text, which the library parses for each message. */
static DKIM_CBSTAT look_up(DKIM *dkim, DKIM_SIGINFO *signature, unsigned char *answer, size_t room)
{
    (void)dkim;
    (void)signature;
    size_t length = strlen(record);
    if (length >= room)
        return DKIM_CBSTAT_ERROR;
    memcpy(answer, record, length + 1);
    return DKIM_CBSTAT_CONTINUE;
}

/* Behind the field that starts there: its CRLF is the first that no white space follows. A NUL is behind the message. */
static unsigned char *end_of_field(unsigned char *at, unsigned char *end)
{
    for (;;) {
        unsigned char *line = memchr(at, '\n', (size_t)(end - at));
        if (line == NULL)
            die("message", "a field without an end");
        at = line + 1;
        if (*at != ' ' && *at != '\t')
            return at;
    }
}

/* Feeds field by field, as a mail filter does; a field goes without its final CRLF. */
static void feed(DKIM *dkim, struct octets message)
{
    unsigned char *at = message.data;
    unsigned char *end = message.data + message.length;
    while (*at != '\r') {
        unsigned char *next = end_of_field(at, end);
        check(dkim_header(dkim, at, (size_t)(next - at) - 2), dkim, "field");
        at = next;
    }
    check(dkim_eoh(dkim), dkim, "end of header");
    at += 2;
    check(dkim_body(dkim, at, (size_t)(end - at)), dkim, "body");
}

static void verify(const struct job *job)
{
    DKIM_STAT status;
    DKIM *dkim = dkim_verify(job->library, (const unsigned char *)"driver", NULL, &status);
    check(status, dkim, "verify");
    feed(dkim, job->message);
    check(dkim_eom(dkim, NULL), dkim, "end of message");
    DKIM_SIGINFO *signature = dkim_getsignature(dkim);
    if (signature == NULL || !DKIM_SIG_CHECK(signature))
        die("signature", "does not pass");
    dkim_free(dkim);
}

static void write_signed(const struct job *job, const unsigned char *field, size_t length)
{
    FILE *out = fopen(job->signed_name, "wb");
    if (out == NULL)
        die("cannot write", job->signed_name);
    fprintf(out, "%s: %.*s\r\n", DKIM_SIGNHEADER, (int)length, (const char *)field);
    fwrite(job->message.data, 1, job->message.length, out);
    if (fclose(out) != 0)
        die("cannot write", job->signed_name);
}

static void sign_to(const struct job *job, bool keep)
{
    DKIM_STAT status;
    DKIM *dkim = dkim_sign(job->library, (const unsigned char *)"driver", NULL, (dkim_sigkey_t)job->key, job->selector,
                           job->domain, DKIM_CANON_RELAXED, DKIM_CANON_RELAXED, job->algorithm, -1, &status);
    check(status, dkim, "sign");
    feed(dkim, job->message);
    check(dkim_eom(dkim, NULL), dkim, "end of message");
    unsigned char *field;
    size_t length;
    check(dkim_getsighdr_d(dkim, strlen(DKIM_SIGNHEADER) + 2, &field, &length), dkim, "signature");
    if (keep)
        write_signed(job, field, length);
    dkim_free(dkim);
}

static void sign(const struct job *job)
{
    sign_to(job, false);
}

static long long cpu_nanos(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0)
        die("clock", "the CPU time of the process");
    return (long long)now.tv_sec * 1000 * NANOS_PER_MILLI + now.tv_nsec;
}

static void measure(char **times, void (*operation)(const struct job *), const struct job *job)
{
    long long warm_up = atoll(times[0]) * NANOS_PER_MILLI;
    int repetitions = atoi(times[1]);
    long long duration = atoll(times[2]) * NANOS_PER_MILLI;
    for (long long start = cpu_nanos(); cpu_nanos() - start < warm_up;)
        operation(job);
    for (int repetition = 0; repetition < repetitions; repetition++) {
        long long start = cpu_nanos();
        long long spent;
        long long count = 0;
        do {
            operation(job);
            count++;
            spent = cpu_nanos() - start;
        } while (spent < duration);
        printf("%lld\t%lld\n", count, spent);
    }
}

static int version(void)
{
    uint32_t own = dkim_libversion();
    unsigned long openssl = dkim_ssl_version();
    printf("libopendkim %u.%u.%u, built for OpenSSL %lu.%lu.%lu\n", own >> 24, (own >> 16) & 0xff, (own >> 8) & 0xff, openssl >> 28,
           (openssl >> 20) & 0xff, (openssl >> 4) & 0xff);
    return 0;
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "version") == 0)
        return version();
    bool verifies = count == 8 && strcmp(arguments[4], "verify") == 0;
    bool signs = count == 11 && strcmp(arguments[4], "sign") == 0;
    if (!verifies && !signs)
        die("usage", "see the head of the source");
    struct job job = { .library = dkim_init(NULL, NULL), .message = read_file(arguments[6]) };
    if (job.library == NULL || !dkim_libfeature(job.library, DKIM_FEATURE_SHA256))
        die("libopendkim", "no SHA-256");
    bool ed25519 = strcmp(arguments[5], "ed25519") == 0;
    if (ed25519 && !dkim_libfeature(job.library, DKIM_FEATURE_ED25519)) {
        printf("cannot\tbuilt without Ed25519\n");
        return 0;
    }
    job.algorithm = ed25519 ? DKIM_SIGN_ED25519SHA256 : DKIM_SIGN_RSASHA256;
    struct octets key = read_file(arguments[7]);
    if (verifies) {
        record = (const char *)key.data;
        check(dkim_set_key_lookup(job.library, look_up), NULL, "key lookup");
        measure(arguments + 1, verify, &job);
    } else {
        job.key = key.data;
        job.signed_name = arguments[8];
        job.domain = (const unsigned char *)arguments[9];
        job.selector = (const unsigned char *)arguments[10];
        sign_to(&job, true);
        measure(arguments + 1, sign, &job);
    }
    return 0;
}
