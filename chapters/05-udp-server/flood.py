#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""flood.py - send many datagrams, and read no answer

usage: flood.py <port> <count>

Sends datagrams of one byte to this machine's UDP port, as fast as it
can.  Try: python3 flood.py 7777 500
"""
import socket
import sys


def main():
    if len(sys.argv) != 3 or not all(word.isdecimal()
                                     for word in sys.argv[1:]):
        sys.exit("USAGE: flood.py <port> <count>")
    port, count = map(int, sys.argv[1:])
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            for _ in range(count):
                sock.sendto(b"x", ("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        sys.exit(f"flood.py: {error}")
    print(f"{count} sent, without an error")


if __name__ == "__main__":
    main()
