#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""turns.py - how long does a client wait for its turn?

usage: turns.py <port>

Each client ahead keeps the echo server busy for a tenth of a second.
"""
import socket
import sys
import threading
import time

STAY = 0.1  # seconds


def connect(port):
    return socket.create_connection(("127.0.0.1", port))


def get_an_echo(client):
    client.sendall(b"x")
    client.recv(1)


def stay(client):
    """One client's turn, which begins with its first echo."""
    with client:
        get_an_echo(client)
        time.sleep(STAY)


def time_in_queue(port, ahead):
    """Returns how long a client waits with so many ahead of it."""
    for client in [connect(port) for _ in range(ahead)]:
        threading.Thread(target=stay, args=[client]).start()
    start = time.monotonic()
    with connect(port) as client:
        get_an_echo(client)
    return time.monotonic() - start


def main():
    if len(sys.argv) != 2:
        sys.exit("USAGE: turns.py <port>")
    for ahead in 0, 1, 2, 4, 8:
        waited = time_in_queue(int(sys.argv[1]), ahead)
        print(f"{ahead} ahead: {waited:.1f} s")


if __name__ == "__main__":
    main()
