"""Facts as tables, and the code that looks them up: units, places, indicators. Standard library only."""
