"""Long runs, seeded and bounded: `make soak`. The test suite holds a short version of each."""
