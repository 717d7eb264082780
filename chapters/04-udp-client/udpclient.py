#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""udpclient.py - send a word in a datagram and print the reply

usage: udpclient.py [-w <ms>] <server> <word> <port>

The Python companion of udpclient.c, with the same contract.
"""
import errno
import getopt
import os
import re
import socket
import sys
import time

STDOUT = 1
HIGHEST_PORT = 65535
LONGEST_WAIT = 1000000
LARGEST_DATAGRAM = 65535
SENDINGS = 4
SHORTEST_WAIT = 0.000001  # for 0 means not to wait at all


def is_number(text, highest):
    """Is the text a decimal number from 1 to highest?"""
    return bool(re.fullmatch("0*[0-9]{1,7}", text)) and \
        1 <= int(text) <= highest


def parse_arguments(arguments):
    """Returns the seconds to wait, server, word and port, or None."""
    wait = "1000"
    try:
        options, rest = getopt.getopt(arguments, "w:")
    except getopt.GetoptError:
        return None
    for _, wait in options:
        if not is_number(wait, LONGEST_WAIT):
            return None
    if len(rest) != 3 or not is_number(rest[2], HIGHEST_PORT):
        return None
    server, word, port = rest
    # As bytes: that is what the user typed, whatever it means.
    return (int(wait) / 1000, os.fsencode(server), os.fsencode(word),
            port)


def receive(sock, deadline):
    """Returns the next datagram, or None if the time is over."""
    left = deadline - time.monotonic()
    sock.settimeout(max(left, SHORTEST_WAIT))
    try:
        return sock.recv(LARGEST_DATAGRAM)
    except TimeoutError:
        return None


def exchange(sock, word, wait):
    """Sends until a reply comes, and returns it."""
    deadline = None
    for _ in range(SENDINGS):
        sock.settimeout(None)
        sock.send(word)
        deadline = (deadline or time.monotonic()) + wait
        wait *= 2
        reply = receive(sock, deadline)
        if reply is not None:
            return reply
    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def ask(server, word, port, wait):
    """Returns the reply of the first address that gives one."""
    failure = None
    for family, kind, protocol, _, address in socket.getaddrinfo(
            server, port, type=socket.SOCK_DGRAM,
            flags=socket.AI_NUMERICSERV):
        try:
            with socket.socket(family, kind, protocol) as sock:
                sock.connect(address)
                return exchange(sock, word, wait)
        except OSError as error:
            failure = error
    raise failure


def write_all(data):
    """Writes the bytes to stdout, however few a call accepts."""
    while data:
        data = data[os.write(STDOUT, data):]


def main():
    request = parse_arguments(sys.argv[1:])
    if request is None:
        sys.exit("USAGE: udpclient.py [-w <ms>] <server> <word> <port>")
    wait, server, word, port = request
    try:
        write_all(b"Received: " + ask(server, word, port, wait) + b"\n")
    except OSError as error:
        sys.exit(f"udpclient.py: {os.fsdecode(server)}: "
                 f"{error.strerror}")


if __name__ == "__main__":
    main()
