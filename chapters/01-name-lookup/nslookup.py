#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""nslookup.py - print the addresses of a host

usage: nslookup.py [-6] <inet_address>

The Python companion of nslookup.c, with the same contract.
"""
import os
import socket
import sys

STDOUT = 1


def parse_arguments(arguments):
    """Returns the family and the host, or None."""
    if len(arguments) == 2 and arguments[0] == "-6":
        return socket.AF_INET6, arguments[1]
    if len(arguments) == 1 and arguments[0] != "-6":
        return socket.AF_INET, arguments[0]
    return None


def addresses(family, host):
    """Returns the addresses of the host as text, each once."""
    # As bytes: a str would go through Python's own rules for names.
    entries = socket.getaddrinfo(
        os.fsencode(host), None, family, socket.SOCK_STREAM)
    return dict.fromkeys(entry[4][0] for entry in entries)


def write_all(text):
    """Writes the text to stdout, however little a call accepts."""
    data = text.encode()
    while data:
        data = data[os.write(STDOUT, data):]


def main():
    query = parse_arguments(sys.argv[1:])
    if query is None:
        sys.exit("USAGE: nslookup.py [-6] <inet_address>")
    family, host = query
    try:
        found = addresses(family, host)
        write_all("".join(address + "\n" for address in found))
    except OSError as error:
        sys.exit(f"nslookup.py: {host}: {error.strerror}")


if __name__ == "__main__":
    main()
