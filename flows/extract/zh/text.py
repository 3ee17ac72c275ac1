"""Masks: one character for each character of a mention, so that patterns see structure and offsets stay."""

PERIOD = "\ue001"
QUANTITY = "\ue002"
