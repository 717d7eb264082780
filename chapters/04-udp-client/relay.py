#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""relay.py - play a network that loses, doubles and delays

usage: relay.py <port> <server's port> <fate>...

Passes datagrams between a client and a server on this machine, in the
background.  What the client sends meets its fate, one after the other:
  pass   it is handed on
  lose   it is not
  twice  it is handed on twice
  late   it is handed on behind the next one
  mute   it is handed on, but the answer to it is lost
When no fate is left, everything passes.
Try: python3 relay.py 7778 7777 lose pass twice
"""
import os
import select
import socket
import sys

FATES = ("pass", "lose", "twice", "late", "mute")
LARGEST_DATAGRAM = 65535


def leave_terminal():
    """Leaves input and output to the program that runs next."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)


class Relay:
    """Two sockets, and what is to happen between them."""

    def __init__(self, port, server_port, fates):
        self.front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.front.bind(("127.0.0.1", port))
        self.back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.back.connect(("127.0.0.1", server_port))
        self.fates = fates
        self.client = None
        self.held = []
        self.unwanted_answers = 0

    def take_question(self):
        """Takes a datagram of the client to its fate."""
        data, self.client = self.front.recvfrom(LARGEST_DATAGRAM)
        fate = self.fates.pop(0) if self.fates else "pass"
        if fate == "late":
            self.held.append(data)
        elif fate != "lose":
            copies = 2 if fate == "twice" else 1
            for datagram in [data] * copies + self.held:
                self.back.send(datagram)
            self.held = []
        if fate == "mute":
            self.unwanted_answers += 1

    def take_answer(self):
        """Passes an answer on to the client, or loses it."""
        data = self.back.recv(LARGEST_DATAGRAM)
        if self.unwanted_answers > 0:
            self.unwanted_answers -= 1
        else:
            self.front.sendto(data, self.client)

    def run(self):
        """Waits for datagrams at both ends."""
        sides = {self.front: self.take_question,
                 self.back: self.take_answer}
        while True:
            for side in select.select(list(sides), [], [])[0]:
                sides[side]()


def main():
    ports, fates = sys.argv[1:3], sys.argv[3:]
    if len(ports) != 2 or not all(port.isdecimal() for port in ports) \
            or not all(fate in FATES for fate in fates):
        sys.exit("USAGE: relay.py <port> <server's port> "
                 "[pass | lose | twice | late | mute]...")
    try:
        relay = Relay(int(ports[0]), int(ports[1]), fates)
    except (OSError, OverflowError) as error:
        sys.exit(f"relay.py: port {ports[0]}: {error}")
    child = os.fork()
    if child != 0:
        print(f"process {child} relays from port {ports[0]} "
              f"to port {ports[1]}")
        return
    leave_terminal()
    relay.run()


if __name__ == "__main__":
    main()
