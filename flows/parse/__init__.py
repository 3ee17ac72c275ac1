"""The text of a scanned page, or of one article, -> articles, sentences, languages; offsets of the file are kept."""
