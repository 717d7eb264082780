#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""parcel.py - what does a client cost that wants one echo?

usage: parcel.py <port>...

The mean of two hundred clients, one after another.
"""
import socket
import sys
import time

CLIENTS = 200


def be_served(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"x")
        client.recv(1)
        client.shutdown(socket.SHUT_WR)
        client.recv(1)  # the end


def time_of_a_client(port):
    """Milliseconds from the first to the last one, for each."""
    start = time.monotonic()
    for _ in range(CLIENTS):
        be_served(port)
    return (time.monotonic() - start) * 1000 / CLIENTS


def main():
    if len(sys.argv) < 2:
        sys.exit("USAGE: parcel.py <port>...")
    for port in sys.argv[1:]:
        spent = time_of_a_client(int(port))
        print(f"port {port}: {spent:.2f} ms a client")


if __name__ == "__main__":
    main()
