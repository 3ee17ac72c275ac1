"""The families of layouts, and the forms of lists of releases: readers that a declaration only parametrises."""
