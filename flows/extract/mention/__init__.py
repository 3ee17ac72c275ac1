"""What is named in a text, by dimension and language. Only this room and `text` hold patterns and words."""
