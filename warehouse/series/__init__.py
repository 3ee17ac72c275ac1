"""From claims to series: observations, reprints, derived values, checks."""
