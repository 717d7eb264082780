#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""echoserver_socketserver.py - an echo server with socketserver

usage: echoserver_socketserver.py <port>

The same contract once more; the library has the accept loop.
"""
import socketserver
import sys
import time

from echoserver import BACKLOG, PAUSE, echo, parse_arguments


class EchoHandler(socketserver.BaseRequestHandler):
    """One client: an object of this class is made for each."""

    def handle(self):
        print("Client connected:", self.client_address[0], flush=True)
        try:
            echo(self.request)
        except OSError as error:
            print("lost a client:", error.strerror, file=sys.stderr)


class EchoServer(socketserver.TCPServer):
    allow_reuse_address = True  # the library's default is False
    request_queue_size = BACKLOG  # and 5

    def get_request(self):
        try:
            return super().get_request()
        except OSError:
            time.sleep(PAUSE)  # the library would try again at once
            raise


def main():
    port = parse_arguments(sys.argv[1:])
    if port is None:
        sys.exit("USAGE: echoserver_socketserver.py <port>")
    try:
        server = EchoServer(("", port), EchoHandler)
    except OSError as error:
        sys.exit(f"cannot listen on port {port}: {error.strerror}")
    server.serve_forever()


if __name__ == "__main__":
    main()
