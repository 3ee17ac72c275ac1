"""The papers: one declaration each, the layout families as code. Bytes in, issues and articles out; no socket, no clock."""
