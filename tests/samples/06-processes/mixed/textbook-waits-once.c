/*
 * cause: expects a signal for every child that ends
 * shows: The handler calls wait once.
 * fails: ends_together limit_is_kept many_clients
 *
 * cause: ends the server when fork fails
 * shows: err_sys("fork error").
 * fails: fork_fails fork_fails_uncounted fork_fails_closed
 *
 * cause: expects that a port is free as soon as its server is gone
 * shows: No SO_REUSEADDR.
 * fails: restart_meanwhile
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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

typedef void Sigfunc(int);

static volatile sig_atomic_t nchild, terminated;
static int pfd[2];

static void err_sys(const char *text)
{
	perror(text);
	exit(1);
}

static void sig_any(int signo)
{
	int e = errno;
	ssize_t n;

	if (signo == SIGTERM)
		terminated = 1;
	else if (waitpid(-1, NULL, WNOHANG) > 0)
		nchild--;
	n = write(pfd[1], "", 1);
	(void)n;
	errno = e;
}

static void Signal(int signo, Sigfunc *func)
{
	struct sigaction act = { .sa_handler = func };

	sigemptyset(&act.sa_mask);
	act.sa_flags = SA_RESTART;
	if (sigaction(signo, &act, NULL) < 0)
		err_sys("sigaction error");
}

static void writen(int fd, const char *ptr, ssize_t nleft)
{
	ssize_t nwritten;

	for (; nleft > 0; nleft -= nwritten, ptr += nwritten) {
		nwritten = write(fd, ptr, nleft);
		if (nwritten < 0 && errno == EINTR)
			nwritten = 0;
		if (nwritten < 0)
			_exit(1);
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

static void serve(int listenfd, int connfd)
{
	sigset_t newmask, oldmask;
	pid_t childpid;

	sigfillset(&newmask);
	sigprocmask(SIG_BLOCK, &newmask, &oldmask);
	if ((childpid = fork()) < 0)
		err_sys("fork error");
	if (childpid == 0) {
		Signal(SIGTERM, SIG_DFL);
		Signal(SIGCHLD, SIG_DFL);
		sigprocmask(SIG_SETMASK, &oldmask, NULL);
		close(listenfd);
		str_echo(connfd);
		_exit(0);
	}
	nchild++;
	sigprocmask(SIG_SETMASK, &oldmask, NULL);
	close(connfd);
}

static int number(const char *s, int max)
{
	int n = 0;

	for (; *s >= '0' && *s <= '9' && n <= max; s++)
		n = n * 10 + *s - '0';
	return *s || n > max ? 0 : n;
}

int main(int argc, char **argv)
{
	int listenfd, connfd, c, limit = 100, port = 0;
	struct sockaddr_in cliaddr, servaddr;
	char drain[50];

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && limit)
		limit = number(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	if (pipe2(pfd, O_NONBLOCK) < 0)
		err_sys("pipe error");
	listenfd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listenfd < 0)
		err_sys("socket error");
	bzero(&servaddr, sizeof(servaddr));
	servaddr.sin_family = AF_INET;
	servaddr.sin_port = htons(port);
	if (bind(listenfd, (SA *)&servaddr, sizeof(servaddr)) < 0)
		err_sys("bind error");
	if (listen(listenfd, LISTENQ) < 0)
		err_sys("listen error");
	Signal(SIGCHLD, sig_any);
	Signal(SIGTERM, sig_any);
	while (!terminated || nchild > 0) {
		struct pollfd p[2] = { { pfd[0], POLLIN, 0 },
			{ listenfd, POLLIN, 0 } };
		socklen_t clilen = sizeof(cliaddr);

		if (terminated && listenfd != -1) {
			close(listenfd);
			p[1].fd = listenfd = -1;
		}
		if (nchild >= limit)
			p[1].fd = -1;
		c = poll(p, 2, -1);
		while (read(pfd[0], drain, sizeof(drain)) > 0)
			;
		if (c < 1 || p[1].fd == -1 || !p[1].revents)
			continue;
		connfd = accept(listenfd, (SA *)&cliaddr, &clilen);
		if (connfd < 0) {
			if (errno != EINTR && errno != EAGAIN &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(cliaddr.sin_addr));
		fflush(stdout);
		serve(listenfd, connfd);
	}
	return 0;
}
