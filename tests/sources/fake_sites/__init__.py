"""A press of our own: a local server that prints issues in the layout of every known family, and fails on request."""
