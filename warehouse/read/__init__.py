"""What readers of the published copy use: questions, exports, charts, the dictionary. Read only."""
