#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""rude.py - send a lot, read nothing, leave

usage: rude.py <port>
"""
import socket
import sys


def send_until_stuck(connection):
    """Returns how many bytes the connection took."""
    connection.settimeout(0.5)
    sent = 0
    try:
        while True:
            sent += connection.send(bytes(65536))
    except TimeoutError:
        return sent


def main():
    if len(sys.argv) != 2:
        sys.exit("USAGE: rude.py <port>")
    with socket.create_connection(
            ("127.0.0.1", int(sys.argv[1]))) as connection:
        print(f"sent {send_until_stuck(connection)} bytes, read none")


if __name__ == "__main__":
    main()
