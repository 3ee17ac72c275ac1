"""The families' markup, as the reference describes it and the stored samples show it."""
