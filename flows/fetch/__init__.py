"""The network: a polite client, robots.txt, limits, and the archive (WARC). The only room that opens a socket."""
