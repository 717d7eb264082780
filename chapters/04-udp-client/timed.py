#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""timed.py - tell the time to whoever sends a datagram

usage: timed.py <address> <port>

A server for the Time Protocol (RFC 868) over UDP, in the background:
it answers each datagram with four bytes, the seconds since 1900.
Try: python3 timed.py 127.0.0.1 7037
"""
import os
import socket
import struct
import sys
import time

SECONDS_TO_1970 = 2208988800


def tell_time(server):
    """Answers one datagram after the other."""
    while True:
        _, client = server.recvfrom(1)
        seconds = int(time.time()) + SECONDS_TO_1970
        server.sendto(struct.pack("!I", seconds % 2**32), client)


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdecimal():
        sys.exit("USAGE: timed.py <address> <port>")
    address, port = sys.argv[1:]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.socket(family, socket.SOCK_DGRAM)
    try:
        server.bind((address, int(port)))
    except (OSError, OverflowError) as error:
        sys.exit(f"timed.py: {address} port {port}: {error}")
    child = os.fork()
    if child != 0:
        print(f"process {child} waits on {address} port {port}")
        return
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    tell_time(server)


if __name__ == "__main__":
    main()
