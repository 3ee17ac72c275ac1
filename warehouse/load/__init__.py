"""Rows in: issues in one transaction each, their ledger, runs, declared corrections."""
