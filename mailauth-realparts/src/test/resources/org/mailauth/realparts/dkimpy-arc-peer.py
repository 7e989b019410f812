"""dkimpy's validation of chains at the command line.

verify FILE...
    for each file a line: file, pass, fail or none, why; separated by tabs

Keys come from the DNS, by way of /etc/resolv.conf.
"""

import sys

import dkim


def verify(files):
    for name in files:
        with open(name, "rb") as file:
            status, _, why = dkim.arc_verify(file.read())
        # none at all for a chain that is not even worth a look, such as one whose newest seal says that it failed
        print(name, (status or b"fail").decode("ascii"), " ".join(str(why).split()), sep="\t")


{"verify": lambda *names: verify(names)}[sys.argv[1]](*sys.argv[2:])
