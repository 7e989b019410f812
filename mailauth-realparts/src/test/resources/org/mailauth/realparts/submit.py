"""Hands messages to servers, as a client that says what it is told to.

submit FILE
    each line of FILE, separated by tabs: own address, server, port, greeting (HELO, EHLO or LHLO), own name, what else
    (tls, auth and utf8, or -), reverse-path or <>, recipients with commas between them, file with the message

For each line one with what the server said at the end. Any other answer than the usual one ends the program.
"""

import smtplib
import ssl
import sys


def expect(usual, answer):
    if answer[0] not in usual:
        raise SystemExit("%s: %r" % (usual, answer))
    return answer[1].decode("utf-8", "replace")


def submit(own, server, port, greeting, name, more, sender, recipients, file):
    kind = smtplib.LMTP if greeting == "LHLO" else smtplib.SMTP
    client = kind(server, int(port), local_hostname="unused.test", source_address=(own, 0))
    client.timeout = 20
    greet = client.helo if greeting == "HELO" else client.ehlo
    expect([250], greet(name))
    if "tls" in more:
        expect([220], client.starttls(context=ssl._create_unverified_context()))
        expect([250], greet(name))
    if "auth" in more:
        expect([235], client.login("somebody", "secret"))
    options = ["SMTPUTF8", "BODY=8BITMIME"] if "utf8" in more else []
    expect([250], client.mail("" if sender == "<>" else sender, options))
    for recipient in recipients.split(","):
        expect([250], client.rcpt(recipient))
    with open(file, "rb") as message:
        said = expect([250], client.data(message.read()))
    for _ in recipients.split(",")[1:] if greeting == "LHLO" else []:
        expect([250], client.getreply())
    client.quit()
    print(said.replace("\n", " "))


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        submit(*line.rstrip("\n").split("\t"))
