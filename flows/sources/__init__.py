"""The papers: one declaration each, the layout families as code. Bytes in, articles out; no socket, no clock."""
