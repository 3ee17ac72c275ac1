"""One issue: what is planned, fetched, read, judged and written of it, and what its run works with."""
