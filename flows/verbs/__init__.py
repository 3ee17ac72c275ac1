"""What the command's verbs print and take; `flows.cli` puts them together."""
