#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""udpserver_asyncio.py - take time for each answer, and let nobody wait

usage: udpserver_asyncio.py <port>

Sends each datagram back after half a second; meanwhile it takes others.
Try: python3 udpserver_asyncio.py 7777
"""
import asyncio
import sys

PAUSE = 0.5  # seconds, for what an answer may take


class SlowEcho(asyncio.DatagramProtocol):
    """Its methods are called when something has come."""

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        loop = asyncio.get_running_loop()
        loop.call_later(PAUSE, self.transport.sendto, data, addr)

    def error_received(self, exc):
        print("udpserver_asyncio.py:", exc, file=sys.stderr)


async def main(port):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(SlowEcho,
                                        local_addr=("0.0.0.0", port))
    await loop.create_future()  # which nobody ever completes


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        sys.exit("USAGE: udpserver_asyncio.py <port>")
    try:
        asyncio.run(main(int(sys.argv[1])))
    except (OSError, OverflowError) as error:
        sys.exit(f"udpserver_asyncio.py: {error}")
    except KeyboardInterrupt:
        pass
