#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""disguise.py - send a datagram that has another sender

usage: disguise.py <address> <sender's port> <port> <word>

Sends the word to the port of this machine's address, as if it came from
the sender's port of the same address.  Needs the right to make packets
of its own (CAP_NET_RAW).  Try, with a server on both ports:
python3 disguise.py 127.0.0.1 7777 7778 hello
"""
import socket
import struct
import sys

HEADER_SIZE = 8


def make_datagram(sender, receiver, word):
    """UDP's header and the word; a checksum of 0 stands for none."""
    return struct.pack("!HHHH", sender, receiver,
                       HEADER_SIZE + len(word), 0) + word


def main():
    if len(sys.argv) != 5 or not all(word.isdecimal()
                                     for word in sys.argv[2:4]):
        sys.exit("USAGE: disguise.py <address> <sender's port> <port> "
                 "<word>")
    address = sys.argv[1]
    sender, receiver = map(int, sys.argv[2:4])
    try:
        datagram = make_datagram(sender, receiver, sys.argv[4].encode())
        with socket.socket(socket.AF_INET, socket.SOCK_RAW,
                           socket.IPPROTO_UDP) as raw:
            raw.bind((address, 0))
            raw.sendto(datagram, (address, 0))
    except (OSError, struct.error) as error:
        sys.exit(f"disguise.py: {error}")
    print(f"sent to port {receiver} as if from port {sender}")


if __name__ == "__main__":
    main()
