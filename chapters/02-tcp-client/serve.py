#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""serve.py - let a command talk to whoever connects

usage: serve.py <address> <port> <command>

Waits on the address and the port, in the background, and serves one
client after the other.  What a client sends is the command's input;
what the command prints goes to the client.  Ends when it is killed.
Try: python3 serve.py 127.0.0.1 7777 cat
"""
import os
import socket
import subprocess
import sys


def wait_on(address, port):
    """Returns a socket on which clients can connect."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)


def leave_terminal():
    """Leaves input and output to the program that runs next."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)


def serve(listener, command):
    """Runs the command for one client after the other."""
    while True:
        connection, _ = listener.accept()
        with connection:
            subprocess.run(command, shell=True, check=False,
                           stdin=connection, stdout=connection)


def main():
    if len(sys.argv) != 4 or not sys.argv[2].isdecimal():
        sys.exit("USAGE: serve.py <address> <port> <command>")
    address, port, command = sys.argv[1:]
    try:
        listener = wait_on(address, int(port))
    except (OSError, OverflowError) as error:
        sys.exit(f"serve.py: {address} port {port}: {error}")
    # Clients can connect from here on, so it is time to go.
    child = os.fork()
    if child != 0:
        print(f"process {child} waits on {address} port {port}")
        return
    leave_terminal()
    serve(listener, command)


if __name__ == "__main__":
    main()
