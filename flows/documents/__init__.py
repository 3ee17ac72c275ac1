"""Documents that lie in a file: the seeds, and texts given on the command line."""
