"""For whoever has a network: one day of each source against its declaration. `make live` prints it as a table."""
