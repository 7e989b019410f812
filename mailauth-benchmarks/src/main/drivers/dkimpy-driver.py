"""Measures dkimpy. Arguments and output are those of libopendkim-driver.c."""

import base64
import importlib.metadata
import platform
import sys
import time

import dkim

try:
    import nacl
except ImportError:
    nacl = None


class Failure(Exception):
    """A signature that does not pass."""


def octets(name):
    with open(name, "rb") as file:
        return file.read()


def version():
    parts = ["dkimpy " + importlib.metadata.version("dkimpy"), "Python " + platform.python_version()]
    if nacl is not None:
        parts.append("PyNaCl " + nacl.__version__)
    print(", ".join(parts))


def verifier(_algorithm, message_name, record_name):
    message = octets(message_name)
    record = octets(record_name)

    def look_up(_name, timeout=5):
        return record

    def verify():
        if not dkim.verify(message, dnsfunc=look_up):
            raise Failure("signature: does not pass")

    return verify


def private_key(algorithm, name):
    pem = octets(name)
    if algorithm != "ed25519":
        return pem
    # the seed, in base64, is what dkimpy reads; it is the end of the PKCS#8 structure (RFC 8410)
    der = base64.b64decode(b"".join(line for line in pem.splitlines() if not line.startswith(b"-----")))
    return base64.b64encode(der[-32:])


def signer(algorithm, message_name, key_name, signed_name, domain, selector):
    message = octets(message_name)
    key = private_key(algorithm, key_name)
    name = b"ed25519-sha256" if algorithm == "ed25519" else b"rsa-sha256"

    def sign():
        return dkim.sign(
            message,
            selector.encode(),
            domain.encode(),
            key,
            canonicalize=(b"relaxed", b"relaxed"),
            signature_algorithm=name,
        )

    with open(signed_name, "wb") as out:
        out.write(sign() + message)
    return sign


def measure(warm_up, repetitions, duration, operation):
    clock = time.process_time_ns
    end = clock() + warm_up * 1_000_000
    while clock() < end:
        operation()
    for _ in range(repetitions):
        start = clock()
        count = spent = 0
        while count == 0 or spent < duration * 1_000_000:
            operation()
            count += 1
            spent = clock() - start
        print(count, spent, sep="\t")


def main(arguments):
    if arguments == ["version"]:
        version()
        return
    work, algorithm, *rest = arguments[3:]
    if algorithm == "ed25519" and nacl is None:
        print("cannot", "PyNaCl is not there", sep="\t")
        return
    operation = {"verify": verifier, "sign": signer}[work](algorithm, *rest)
    measure(*map(int, arguments[:3]), operation)


try:
    main(sys.argv[1:])
except (Failure, dkim.DKIMException, OSError) as failure:
    print(failure, file=sys.stderr)
    sys.exit(2)
