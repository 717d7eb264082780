#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""forkserver_socketserver.py - a process each, with socketserver

usage: forkserver_socketserver.py <port>

The library forks and waits.  It keeps less of the contract than
forkserver.py: the chapter says what is missing.
"""
import socketserver
import sys

from forkserver import BACKLOG, USUAL_LIMIT, echo, parse_arguments


class EchoHandler(socketserver.BaseRequestHandler):
    """One client, in a process of its own."""

    def handle(self):
        try:
            echo(self.request)
        except OSError as error:
            print("lost a client:", error.strerror, file=sys.stderr)


class EchoServer(socketserver.ForkingTCPServer):
    allow_reuse_address = True
    request_queue_size = BACKLOG
    max_children = USUAL_LIMIT  # the library's own is 40

    def process_request(self, request, client_address):
        # In the parent, and flushed, before the library forks.
        print("Client connected:", client_address[0], flush=True)
        super().process_request(request, client_address)


def main():
    port, _ = parse_arguments(sys.argv[1:])
    if port is None:
        sys.exit("USAGE: forkserver_socketserver.py <port>")
    try:
        server = EchoServer(("", port), EchoHandler)
    except OSError as error:
        sys.exit(f"cannot listen on port {port}: {error.strerror}")
    server.serve_forever()


if __name__ == "__main__":
    main()
