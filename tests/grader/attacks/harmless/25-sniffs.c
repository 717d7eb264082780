/*
 * attack 25: listens to what the reference servers send to others.
 * must: raw and packet sockets are refused.
 * to: solution
 */
BEFORE_MAIN
{
	if (socket(AF_PACKET, SOCK_RAW, 0) != -1)
		escaped("a packet socket");
	if (socket(AF_INET, SOCK_RAW, IPPROTO_TCP) != -1)
		escaped("a raw socket");
}
