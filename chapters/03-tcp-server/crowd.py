#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""crowd.py - many clients connect at the same moment

usage: crowd.py <port> <clients>

Counts those that are connected a second later, and leaves.
"""
import socket
import sys
import time


def start_connecting(port):
    client = socket.socket()
    client.setblocking(False)
    try:
        client.connect(("127.0.0.1", port))
    except BlockingIOError:
        pass  # under way
    return client


def is_connected(client):
    try:
        client.getpeername()
    except OSError:
        return False
    return True


def main():
    if len(sys.argv) != 3:
        sys.exit("USAGE: crowd.py <port> <clients>")
    port, number = int(sys.argv[1]), int(sys.argv[2])
    clients = [start_connecting(port) for _ in range(number)]
    time.sleep(1)
    connected = sum(map(is_connected, clients))
    print(f"{connected} connected, {number - connected} without answer")


if __name__ == "__main__":
    main()
