#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""forkserver.py - send back what clients send, a process for each

usage: forkserver.py [-c <clients>] <port>

The Python companion of forkserver.c, with the same contract.
"""
import errno
import getopt
import os
import re
import select
import signal
import socket
import sys

BACKLOG = 128  # clients that may wait for their turn
BUFFER_SIZE = 4096
USUAL_LIMIT = 100  # clients at the same time, without -c
HIGHEST_LIMIT = 1000000
HIGHEST_PORT = 65535
PAUSE_MS = 100  # after a failed accept
OWN_MISTAKES = (errno.EBADF, errno.EINVAL, errno.ENOTSOCK,
                errno.EOPNOTSUPP)


def read_number(text, highest):
    """Returns a decimal number from 1 to highest, or None."""
    if not re.fullmatch("0*[0-9]{1,7}", text):
        return None
    return int(text) if 1 <= int(text) <= highest else None


def parse_arguments(arguments):
    """Returns the port and the limit, or None in place of one."""
    limit = USUAL_LIMIT
    try:
        options, rest = getopt.getopt(arguments, "c:")
    except getopt.GetoptError:
        return None, None
    for _, value in options:
        limit = read_number(value, HIGHEST_LIMIT)
    if len(rest) != 1:
        return None, None
    return read_number(rest[0], HIGHEST_PORT), limit


def listen_on(port):
    """Returns a socket that listens on every IPv4 address."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", port))
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def echo(connection):
    """Sends back what comes, until the client ends its side."""
    while data := connection.recv(BUFFER_SIZE):
        connection.sendall(data)


class Server:
    def __init__(self, listener, limit):
        self.listener = listener
        self.limit = limit
        self.children = 0
        self.pausing = False
        self.signals = self.watch_signals()

    # region: signals
    def watch_signals(self):
        """A handler does nothing; Python writes a byte for it."""
        signals, self.wake = socket.socketpair()
        signals.setblocking(False)
        self.wake.setblocking(False)
        signal.set_wakeup_fd(self.wake.fileno(),
                             warn_on_full_buffer=False)
        for number in signal.SIGCHLD, signal.SIGTERM:
            signal.signal(number, lambda *_: None)
        return signals
    # end of region

    def leave_to_parent(self):
        """In a child: gives up what is the parent's."""
        for number in signal.SIGCHLD, signal.SIGTERM:
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self.wake.close()
        self.signals.close()
        self.listener.close()

    def serve_client(self, connection):
        """What a child does; returns its exit status."""
        self.leave_to_parent()
        try:
            echo(connection)
        except OSError as error:
            print("forkserver.py: lost a client:", error.strerror,
                  file=sys.stderr, flush=True)
            return 1
        return 0

    # region: process
    def start_process(self, connection):
        try:
            child = os.fork()
        except OSError as error:  # costs this client its connection
            print("forkserver.py: no process for a client:",
                  error.strerror, file=sys.stderr)
            return
        if child == 0:
            status = 1
            try:
                status = self.serve_client(connection)
            finally:  # sys.exit would do the parent's last work
                os._exit(status)
        self.children += 1
    # end of region

    def take_client(self):
        try:
            connection, address = self.listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # there was no client after all
        except OSError as error:
            if error.errno in OWN_MISTAKES:
                raise  # these do not go away
            self.pausing = True  # else it would fail again at once
            return
        with connection:
            # Python lets a connection wait as the listener does not.
            connection.setblocking(True)
            print("Client connected:", address[0], flush=True)
            self.start_process(connection)

    def reap_children(self):
        """One signal may stand for many children."""
        while self.children > 0:
            child, _ = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            self.children -= 1

    def stop_listening(self):
        """Lets no more clients in, whoever has a copy."""
        if self.listener.fileno() != -1:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()

    def handle_signals(self):
        for number in self.signals.recv(BUFFER_SIZE):
            if number == signal.SIGTERM:
                self.stop_listening()
        self.reap_children()

    def is_done(self):
        return self.listener.fileno() == -1 and self.children == 0

    def serve(self):
        while not self.is_done():
            poll = select.poll()
            poll.register(self.signals, select.POLLIN)
            full = self.children >= self.limit
            is_open = self.listener.fileno() != -1
            if is_open and not full and not self.pausing:
                poll.register(self.listener, select.POLLIN)
            patience = PAUSE_MS if self.pausing else None
            self.pausing = False
            ready = [number for number, _ in poll.poll(patience)]
            # The client first: a signal may close the listener.
            if is_open and self.listener.fileno() in ready:
                self.take_client()
            if self.signals.fileno() in ready:
                self.handle_signals()


def main():
    port, limit = parse_arguments(sys.argv[1:])
    if port is None or limit is None:
        sys.exit("USAGE: forkserver.py [-c <clients>] <port>")
    try:
        server = Server(listen_on(port), limit)
    except OSError as error:
        sys.exit(f"forkserver.py: cannot listen on port {port}: "
                 f"{error.strerror}")
    try:
        server.serve()
    except OSError as error:
        sys.exit(f"forkserver.py: cannot accept: {error.strerror}")


if __name__ == "__main__":
    main()
