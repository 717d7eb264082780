/*
 * misconception: relies on atoi to tell good numbers from bad ones
 * fails: bad_ports bad_limits
 * shows: "7x" is taken for 7, and 65543 becomes port 7 as well.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAXLINE 4096
#define LISTENQ 1024
#define SA struct sockaddr

static volatile sig_atomic_t stop;

static void sig_term(int signo)
{
	(void)signo;
	stop = 1;
}

static void writen(int fd, const char *p, ssize_t left)
{
	ssize_t n;

	while (left > 0) {
		if ((n = send(fd, p, left, MSG_NOSIGNAL)) <= 0) {
			if (n < 0 && errno == EINTR)
				n = 0;
			else
				return;
		}
		left -= n;
		p += n;
	}
}

static void str_echo(int sockfd)
{
	ssize_t n;
	char buf[MAXLINE];

again:
	while ((n = read(sockfd, buf, MAXLINE)) > 0)
		writen(sockfd, buf, n);
	if (n < 0 && errno == EINTR)
		goto again;
}

int main(int argc, char **argv)
{
	int listenfd, connfd, opt, on = 1, n = 0, max = 100;
	socklen_t clilen;
	struct sockaddr_in cliaddr, servaddr;
	struct pollfd p;
	pid_t childpid;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+c:")) == 'c')
		max = atoi(optarg);
	if (opt != -1 || optind != argc - 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	signal(SIGTERM, sig_term);
	listenfd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	bzero(&servaddr, sizeof(servaddr));
	servaddr.sin_family = AF_INET;
	servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
	servaddr.sin_port = htons(atoi(argv[optind]));
	if (bind(listenfd, (SA *)&servaddr, sizeof(servaddr)) < 0 ||
		listen(listenfd, LISTENQ) < 0) {
		perror(argv[optind]);
		exit(1);
	}
	while (!stop) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			n--;
		p.fd = n < max ? listenfd : -1;
		p.events = POLLIN;
		if (poll(&p, 1, 100) < 1)
			continue;
		clilen = sizeof(cliaddr);
		connfd = accept(listenfd, (SA *)&cliaddr, &clilen);
		if (connfd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(cliaddr.sin_addr));
		fflush(stdout);
		if ((childpid = fork()) == 0) {
			close(listenfd);
			str_echo(connfd);
			_exit(0);
		}
		if (childpid > 0)
			n++;
		close(connfd);
	}
	close(listenfd);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return 0;
}
