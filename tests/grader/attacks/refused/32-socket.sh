# attack 32: a socket.
# must: it is refused, and never opened.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
python3 -c 'import socket
socket.socket(socket.AF_UNIX).bind("nslookup.c")'
