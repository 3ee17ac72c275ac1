"""Names of what is measured: their edges, their heads, and what is no name."""
