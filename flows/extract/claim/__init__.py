"""One number's fields, from mentions and facts alone: this room reads no characters of the text."""
