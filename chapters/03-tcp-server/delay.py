#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""delay.py - how long does the echo of so many bytes take?

usage: delay.py <port>

For each size the median of many echoes, on one connection.
"""
import socket
import statistics
import sys
import time

ECHOES = 21


def time_of_an_echo(client, size):
    """Milliseconds from the first byte sent to the last one back."""
    start = time.monotonic()
    client.sendall(bytes(size))
    client.recv(size, socket.MSG_WAITALL)
    return (time.monotonic() - start) * 1000


def main():
    if len(sys.argv) != 2:
        sys.exit("USAGE: delay.py <port>")
    address = "127.0.0.1", int(sys.argv[1])
    with socket.create_connection(address) as client:
        for size in 1000, 4096, 5000:
            times = [time_of_an_echo(client, size)
                     for _ in range(ECHOES)]
            print(f"{size} bytes: {statistics.median(times):.1f} ms")


if __name__ == "__main__":
    main()
