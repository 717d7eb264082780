#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""rush.py - a slow client, and quick ones behind it

usage: rush.py <port>

The slow client has its first echo, and stays for a second.  How long
do twenty quick ones wait, of which each wants one echo?
"""
import socket
import sys
import threading
import time

QUICK = 20
STAY = 1.0  # seconds


def connect(port):
    return socket.create_connection(("127.0.0.1", port))


def get_an_echo(client):
    client.sendall(b"x")
    client.recv(1)


def be_slow(client):
    with client:
        time.sleep(STAY)


def be_quick(port):
    with connect(port) as client:
        get_an_echo(client)


def time_of_the_last(port):
    """Returns how long it takes until all quick ones are served."""
    start = time.monotonic()
    clients = [threading.Thread(target=be_quick, args=[port])
               for _ in range(QUICK)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return time.monotonic() - start


def main():
    if len(sys.argv) != 2:
        sys.exit("USAGE: rush.py <port>")
    port = int(sys.argv[1])
    slow = connect(port)
    get_an_echo(slow)
    threading.Thread(target=be_slow, args=[slow]).start()
    print(f"{QUICK} quick clients behind a slow one: "
          f"{time_of_the_last(port):.1f} s")


if __name__ == "__main__":
    main()
