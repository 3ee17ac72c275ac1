"""The grammar of English statistical prose."""
