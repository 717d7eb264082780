#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""udpserver.py - send every datagram back to where it came from

usage: udpserver.py <port>

The Python companion of udpserver.c, with the same contract.
"""
import errno
import re
import socket
import struct
import sys
import time

LARGEST_DATAGRAM = 65535
PAUSE = 0.1  # seconds, after a call that failed
IP_PKTINFO = 8  # on Linux; not every version of Python has the name
PKTINFO = struct.Struct("=i4s4s")  # interface, our address, header's
ANY = bytes(4)
OWN_MISTAKES = (errno.EBADF, errno.EFAULT, errno.EINVAL, errno.ENOTSOCK)


def parse_arguments(arguments):
    """Returns the port, or None."""
    if len(arguments) != 1:
        return None
    if not re.fullmatch("0*[0-9]{1,5}", arguments[0]):
        return None
    port = int(arguments[0])
    return port if 1 <= port <= 65535 else None


def open_socket(port):
    """Returns a socket for datagrams to every IPv4 address."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    sock.bind(("", port))
    return sock


def receive_datagram(sock):
    """Returns the bytes, the client, and the address it asked."""
    data, notes, _, client = sock.recvmsg(
        LARGEST_DATAGRAM, socket.CMSG_SPACE(PKTINFO.size))
    receiver = ANY
    for level, kind, note in notes:
        if (level, kind) == (socket.IPPROTO_IP, IP_PKTINFO):
            _, receiver, _ = PKTINFO.unpack(note)
    return data, client, receiver


def send_answer(sock, data, client, sender):
    """Sends the bytes, from this address of ours."""
    note = PKTINFO.pack(0, sender, ANY)
    sock.sendmsg([data], [(socket.IPPROTO_IP, IP_PKTINFO, note)], 0,
                 client)


def is_own(client, port):
    """Would an answer to this client come back to this server?"""
    address, sender_port = client
    if sender_port != port:
        return False
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except OSError as error:
        return error.errno != errno.EADDRNOTAVAIL
    return True


def next_datagram(sock):
    """Receives until nothing fails but what does not go away."""
    while True:
        try:
            return receive_datagram(sock)
        except ConnectionRefusedError:
            pass  # it is about an answer, long gone
        except OSError as error:
            if error.errno in OWN_MISTAKES:
                raise
            time.sleep(PAUSE)  # else it might fail again at once


def serve(sock, port):
    while True:
        data, client, receiver = next_datagram(sock)
        print(f"Datagram from {client[0]} port {client[1]}: "
              f"{len(data)} bytes", flush=True)
        if is_own(client, port):
            continue
        try:
            send_answer(sock, data, client, receiver)
        except OSError as error:
            print("udpserver.py: cannot answer a datagram:",
                  error.strerror, file=sys.stderr)


def main():
    port = parse_arguments(sys.argv[1:])
    if port is None:
        sys.exit("USAGE: udpserver.py <port>")
    try:
        sock = open_socket(port)
    except OSError as error:
        sys.exit(f"udpserver.py: cannot wait on port {port}: "
                 f"{error.strerror}")
    try:
        serve(sock, port)
    except OSError as error:
        sys.exit(f"udpserver.py: cannot receive: {error.strerror}")


if __name__ == "__main__":
    main()
