#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""answer.py - let a command answer datagrams

usage: answer.py <address> <port> <command>

Waits on the address and the UDP port, in the background.  Each datagram
is the command's input; what the command prints is sent back as one
datagram.  If the command fails, there is no answer.  Ends when it is
killed.  Try: python3 answer.py 127.0.0.1 7777 cat
"""
import os
import socket
import subprocess
import sys

LARGEST_DATAGRAM = 65535


def wait_on(address, port):
    """Returns a socket to which datagrams can be sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.socket(family, socket.SOCK_DGRAM)
    server.bind((address, port))
    return server


def leave_terminal():
    """Leaves input and output to the program that runs next."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)


def answer(server, command):
    """Runs the command for one datagram after the other."""
    while True:
        question, client = server.recvfrom(LARGEST_DATAGRAM)
        result = subprocess.run(command, shell=True, check=False,
                                input=question,
                                stdout=subprocess.PIPE)
        if result.returncode == 0:
            server.sendto(result.stdout, client)


def main():
    if len(sys.argv) != 4 or not sys.argv[2].isdecimal():
        sys.exit("USAGE: answer.py <address> <port> <command>")
    address, port, command = sys.argv[1:]
    try:
        server = wait_on(address, int(port))
    except (OSError, OverflowError) as error:
        sys.exit(f"answer.py: {address} port {port}: {error}")
    # Datagrams are kept from here on, so it is time to go.
    child = os.fork()
    if child != 0:
        print(f"process {child} waits on {address} port {port}")
        return
    leave_terminal()
    answer(server, command)


if __name__ == "__main__":
    main()
