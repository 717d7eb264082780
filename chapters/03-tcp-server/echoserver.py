#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""echoserver.py - send back whatever a client sends

usage: echoserver.py <port>

The Python companion of echoserver.c, with the same contract.
"""
import errno
import re
import socket
import sys
import time

BACKLOG = 128  # clients that may wait for their turn
BUFFER_SIZE = 4096
PAUSE = 0.1  # seconds, after a failed accept
OWN_MISTAKES = (errno.EBADF, errno.EINVAL, errno.ENOTSOCK,
                errno.EOPNOTSUPP)


def parse_arguments(arguments):
    """Returns the port, or None."""
    if len(arguments) != 1:
        return None
    if not re.fullmatch("0*[0-9]{1,5}", arguments[0]):
        return None
    port = int(arguments[0])
    return port if 1 <= port <= 65535 else None


def listen_on(port):
    """Returns a socket that listens on every IPv4 address."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", port))
    listener.listen(BACKLOG)
    return listener


def echo(connection):
    """Sends back what comes, until the client ends its side."""
    while data := connection.recv(BUFFER_SIZE):
        connection.sendall(data)


def accept_client(listener):
    """Returns the next connection and the client's address."""
    while True:
        try:
            return listener.accept()
        except ConnectionAbortedError:
            pass  # the client has left the queue
        except OSError as error:
            if error.errno in OWN_MISTAKES:
                raise  # these do not go away
            time.sleep(PAUSE)  # else it would fail again at once


def serve(listener):
    while True:
        connection, address = accept_client(listener)
        print("Client connected:", address[0], flush=True)
        with connection:
            try:
                echo(connection)
            except OSError as error:
                print("echoserver.py: lost a client:",
                      error.strerror, file=sys.stderr)


def main():
    port = parse_arguments(sys.argv[1:])
    if port is None:
        sys.exit("USAGE: echoserver.py <port>")
    try:
        listener = listen_on(port)
    except OSError as error:
        sys.exit(f"echoserver.py: cannot listen on port {port}: "
                 f"{error.strerror}")
    serve(listener)


if __name__ == "__main__":
    main()
