#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""udpclient_asyncio.py - ask several servers at the same time

usage: udpclient_asyncio.py <word> <port>...

Sends the word to each of this machine's UDP ports, four times at most,
and prints their replies.
Try: python3 udpclient_asyncio.py hello 7777 7778
"""
import asyncio
import sys

SENDINGS = 4
FIRST_WAIT = 0.1  # seconds


class Exchange(asyncio.DatagramProtocol):
    """Its methods are called when something has come."""

    def __init__(self):
        self.reply = asyncio.get_running_loop().create_future()

    def datagram_received(self, data, addr):
        if not self.reply.done():
            self.reply.set_result(data)

    def error_received(self, exc):
        if not self.reply.done():
            self.reply.set_exception(exc)


async def ask(word, port):
    """Returns the reply as text, or what came instead of one."""
    loop = asyncio.get_running_loop()
    transport, exchange = await loop.create_datagram_endpoint(
        Exchange, remote_addr=("127.0.0.1", port))
    wait = FIRST_WAIT
    try:
        for _ in range(SENDINGS):
            transport.sendto(word.encode())
            done, _ = await asyncio.wait([exchange.reply], timeout=wait)
            if done:
                return exchange.reply.result().decode()
            wait *= 2
        return "no reply"
    except OSError as error:
        return error.strerror
    finally:
        transport.close()


async def main(word, ports):
    replies = await asyncio.gather(*[ask(word, port) for port in ports])
    for port, reply in zip(ports, replies):
        print(f"{port}: {reply}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or not all(map(str.isdecimal, sys.argv[2:])):
        sys.exit("USAGE: udpclient_asyncio.py <word> <port>...")
    asyncio.run(main(sys.argv[1], [int(port) for port in sys.argv[2:]]))
