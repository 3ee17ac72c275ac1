"""The lines of a scanned page, or of a text file, -> articles with the map of their characters to the file."""
