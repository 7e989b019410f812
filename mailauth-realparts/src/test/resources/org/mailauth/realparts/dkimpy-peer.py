"""dkimpy at the command line.

verify FILE...
    for each signature a line: file, place among the signatures, pass or fail, why; separated by tabs
sign DOMAIN SELECTOR ALGORITHM KEY HEADER-CANON BODY-CANON [IN OUT]...
    writes to OUT what is in IN, signed

Keys are PKCS#8 in PEM. Keys of others come from the DNS, by way of /etc/resolv.conf.
"""

import base64
import re
import sys

import dkim


def octets(name):
    with open(name, "rb") as file:
        return file.read()


def verify(files):
    for name in files:
        message = octets(name)
        header = re.split(rb"\r\n\r\n", message, maxsplit=1)[0]
        count = len(re.findall(rb"(?im)^dkim-signature[ \t]*:", header))
        for place in range(count):
            why = "signature verification failed"
            try:
                passed = dkim.DKIM(message).verify(place)
            except dkim.DKIMException as error:
                passed = False
                why = str(error)
            print(name, place, "pass" if passed else "fail", "ok" if passed else why, sep="\t")


def private_key(algorithm, name):
    pem = octets(name)
    if algorithm == "rsa-sha256":
        return pem
    # the seed, in base64, is what dkimpy reads; it is the end of the PKCS#8 structure (RFC 8410)
    der = base64.b64decode(b"".join(line for line in pem.splitlines() if not line.startswith(b"-----")))
    return base64.b64encode(der[-32:])


def sign(domain, selector, algorithm, key, header_canon, body_canon, *names):
    secret = private_key(algorithm, key)
    for source, target in zip(names[::2], names[1::2]):
        message = octets(source)
        field = dkim.DKIM(message, signature_algorithm=algorithm.encode()).sign(
            selector.encode(),
            domain.encode(),
            secret,
            canonicalize=(header_canon.encode(), body_canon.encode()),
        )
        with open(target, "wb") as out:
            out.write(field + message)


{"verify": lambda *names: verify(names), "sign": sign}[sys.argv[1]](*sys.argv[2:])
