"""A number with its scale, its unit, its sign and the upper end of its range."""
