"""Even text: what is printed, made alike before anything reads it, with the way back to every printed character."""
