/*
 * hostile: looks for the journal and the tests, and writes all over.
 * expects: fail
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int is_there(const char *path)
{
	DIR *directory = opendir(path);

	if (directory != NULL)
		closedir(directory);
	return directory != NULL;
}

int main(void)
{
	const char *run = getenv("WORKBOOK_RUN");

	if (run != NULL || is_there("/home") || is_there("/root") ||
		is_there("/tests"))
		puts("found");
	if (open("/box/nslookup", O_WRONLY) != -1 ||
		open("/usr/bin/leak", O_WRONLY | O_CREAT, 0700) != -1)
		puts("written");
	return 0;
}
