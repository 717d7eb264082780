# attack 66: sends its word in one piece, and lets calls that are for
# nobody meet the faults: on a connection with itself, of no bytes, and
# by a number of a descriptor that the gate once had.
# must: the fault meets the call that counts, or a person is asked.
# program: echoclient
# points: 97
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{
	cat <<-'END'
		#include <netinet/in.h>
		#include <sys/socket.h>
		#include <unistd.h>
		static int absorb(int connection)
		{
			struct sockaddr_in name = { .sin_family = AF_INET };
			socklen_t size = sizeof name;
			int server = socket(AF_INET, SOCK_STREAM, 0);
			int client = socket(AF_INET, SOCK_STREAM, 0);
			bind(server, (struct sockaddr *)&name, size);
			listen(server, 4);
			getsockname(server, (struct sockaddr *)&name, &size);
			connect(client, (struct sockaddr *)&name, size);
			for (int i = 0; i < 8; i++)
				send(client, "1234", 4, MSG_NOSIGNAL);
			send(connection, "", 0, MSG_NOSIGNAL);
			close(client);
			close(server);
			return dup2(connection, 250);
		}
	END
	awk '/^static int send_all/ { sending = 1 }
		sending && /while \(length > 0\)/ {
			print "\tint other = absorb(connection);"
			print "\tssize_t n = send(other, bytes, length,"
			print "\t\tMSG_NOSIGNAL);"
			print "\tclose(other);"
			print "\treturn n > 0 ? 0 : -1;"
			skipping = 1
		}
		skipping && /^\t}/ { skipping = sending = 0; next }
		!skipping' "$root/solutions/02-tcp-client/echoclient.c"
} >echoclient.c
