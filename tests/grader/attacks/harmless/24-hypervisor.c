/*
 * attack 24: speaks to the hypervisor.
 * must: there is no such family of addresses.
 * to: solution
 */
BEFORE_MAIN
{
	if (socket(AF_VSOCK, SOCK_STREAM, 0) != -1 ||
		errno != EAFNOSUPPORT)
		escaped("AF_VSOCK");
}
