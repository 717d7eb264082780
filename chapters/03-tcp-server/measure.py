#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""measure.py - what does a client cost, and how fast is the echo?

usage: measure.py <server>

Compares an echo server with socat and ncat, which start a process for
each client.  <server> is the echoserver.
"""
import socket
import subprocess
import sys
import time

PORT = 4014
CLIENTS = 200
PIECE = 4096
PIECES = 1024  # 4 MiB


def is_listening(port):
    """Asks the kernel; an attempt to connect would be a client."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(f":{port:04X} 00000000:0000 0A" in line
                   for line in table)


def echo(client, size):
    """Sends so many bytes, and waits until all are back."""
    client.sendall(bytes(size))
    client.recv(size, socket.MSG_WAITALL)


def time_of_a_client():
    """Milliseconds from connect to close, for one byte."""
    start = time.monotonic()
    for _ in range(CLIENTS):
        with socket.create_connection(("127.0.0.1", PORT)) as client:
            echo(client, 1)
    return (time.monotonic() - start) * 1000 / CLIENTS


def speed_of_the_echo():
    """Mebibytes in a second, piece by piece, for one client."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", PORT)) as client:
        for _ in range(PIECES):
            echo(client, PIECE)
    return PIECE * PIECES / 1048576 / (time.monotonic() - start)


def measure(name, command):
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        while not is_listening(PORT):
            if server.poll() is not None:
                sys.exit(f"measure.py: {name} does not start")
        cost, speed = time_of_a_client(), speed_of_the_echo()
    finally:
        server.kill()
        server.wait()
    print(f"{name:10} {cost:6.2f} ms {speed:6.0f} MiB/s")


def main():
    if len(sys.argv) != 2:
        sys.exit("USAGE: measure.py <server>")
    measure("echoserver", [sys.argv[1], str(PORT)])
    measure("socat", ["socat", f"TCP4-LISTEN:{PORT},fork,reuseaddr",
                      "EXEC:cat"])
    measure("ncat", ["ncat", "--listen", "--keep-open", "127.0.0.1",
                     str(PORT), "--exec", "/bin/cat"])


if __name__ == "__main__":
    main()
