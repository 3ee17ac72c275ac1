"""The grammar of Chinese statistical prose."""
