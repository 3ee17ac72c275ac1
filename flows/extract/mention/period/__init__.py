"""Periods: the ways to say them, what each means in days, and the part each plays in its sentence."""
