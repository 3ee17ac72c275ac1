"""How a numeral is printed, in digits, in characters and in words, and its value."""
