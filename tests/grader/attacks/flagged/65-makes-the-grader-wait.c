/*
 * attack 65: makes the grader itself wait.  Where the fault engine does
 * a part of sendfile(2) for the program, nobody takes what it sends.
 * must: the grader waits for nobody.
 * program: echoclient
 * flags: startup
 * to: solution
 */
#include <sys/sendfile.h>

BEFORE_MAIN
{
	static char bytes[65536];
	struct sockaddr_in name = { .sin_family = AF_INET };
	socklen_t size = sizeof name;
	struct iovec part = { bytes, sizeof bytes };
	struct mmsghdr message = { .msg_hdr = { .msg_iov = &part,
					   .msg_iovlen = 1 } };
	int server = socket(AF_INET, SOCK_STREAM, 0);
	int client = socket(AF_INET, SOCK_STREAM, 0);
	int file = open("/proc/self/exe", O_RDONLY);

	name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(server, (struct sockaddr *)&name, size) == -1 ||
		listen(server, 4) == -1 ||
		getsockname(server, (struct sockaddr *)&name, &size) ==
			-1 ||
		connect(client, (struct sockaddr *)&name, size) == -1)
		return;
	if (send(client, bytes, 2, 0) == 1) {
		while (sendmmsg(client, &message, 1, MSG_DONTWAIT) == 1)
			continue;
		sendfile(client, file, NULL, 4096);
	}
	close(file);
	close(client);
	close(server);
}
