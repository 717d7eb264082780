#!/usr/bin/env python3
"""usage: measure.py SERVER

What a client costs: the echo server of this chapter beside two tools
that start a process for each client. SERVER is the echoserver.

SPDX-License-Identifier: MIT
"""
import socket
import subprocess
import sys
import time

PORT = 7070
CLIENTS = 300
MEBIBYTES = 32
PIECE = 65536


def listens(port):
    """A listening socket is a fact of the kernel: nobody connects."""
    with open('/proc/net/tcp', encoding='ascii') as table:
        return any(f':{port:04X} 00000000:0000 0A' in line
                   for line in table)


def connect():
    return socket.create_connection(('127.0.0.1', PORT))


def serve_clients():
    """Clients one after another, a byte each; ms for one of them."""
    begin = time.monotonic()
    for _ in range(CLIENTS):
        with connect() as client:
            client.sendall(b'x')
            client.recv(1)
    return (time.monotonic() - begin) * 1000 / CLIENTS


def send_bytes():
    """One client, many bytes there and back; MiB in a second."""
    piece = bytes(PIECE)
    begin = time.monotonic()
    with connect() as client:
        for _ in range(MEBIBYTES * 1024 * 1024 // PIECE):
            client.sendall(piece)
            client.recv(PIECE, socket.MSG_WAITALL)
    return MEBIBYTES / (time.monotonic() - begin)


def measure(name, command):
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        while not listens(PORT):
            if server.poll() is not None:
                sys.exit(f'{name} does not start')
        cost, speed = serve_clients(), send_bytes()
    finally:
        server.kill()
        server.wait()
    print(f'{name:24} {cost:10.2f} ms {speed:8.0f} MiB/s')


if len(sys.argv) != 2:
    sys.exit(__doc__.splitlines()[0])
print(f'{"":24} {"one client":>13} {"echoed":>14}')
measure('echoserver', [sys.argv[1], str(PORT)])
measure('socat, a process each',
        ['socat', f'TCP4-LISTEN:{PORT},fork,reuseaddr', 'EXEC:cat'])
measure('ncat, a process each',
        ['ncat', '-l', '-k', '127.0.0.1', str(PORT),
         '--exec', '/bin/cat'])
