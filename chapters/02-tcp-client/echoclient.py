#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""echoclient.py - send a word to an echo server and print the reply

usage: echoclient.py <server> <word> <port>

The Python companion of echoclient.c, with the same contract.
"""
import os
import re
import socket
import sys

STDOUT = 1
HIGHEST_PORT = 65535
BUFFER_SIZE = 4096


def parse_arguments(arguments):
    """Returns server, word and port, or None."""
    if len(arguments) != 3:
        return None
    server, word, port = arguments
    if not re.fullmatch("[0-9]{1,5}", port):
        return None
    if not 1 <= int(port) <= HIGHEST_PORT:
        return None
    # As bytes: that is what the user typed, whatever it means.
    return os.fsencode(server), os.fsencode(word), int(port)


def write_all(data):
    """Writes the bytes to stdout, however few a call accepts."""
    while data:
        data = data[os.write(STDOUT, data):]


def print_reply(connection, length):
    """Prints what comes, `length` bytes at most; returns how many."""
    received = 0
    while received < length:
        missing = length - received
        piece = connection.recv(min(missing, BUFFER_SIZE))
        if not piece:
            break
        write_all(piece)
        received += len(piece)
    return received


def exchange(server, word, port):
    """Sends the word and prints the reply."""
    with socket.create_connection((server, port)) as connection:
        connection.sendall(word)
        write_all(b"Received: ")
        received = print_reply(connection, len(word))
    if received < len(word):
        sys.exit("echoclient.py: the server closed the connection "
                 f"after {received} of {len(word)} bytes")
    write_all(b"\n")


def main():
    request = parse_arguments(sys.argv[1:])
    if request is None:
        sys.exit("USAGE: echoclient.py <server> <word> <port>")
    try:
        exchange(*request)
    except OSError as error:
        sys.exit(f"echoclient.py: {sys.argv[1]}: {error.strerror}")


if __name__ == "__main__":
    main()
