"""Runs with plain functions: issues fetched, read again, rebuilt; the seeds loaded. The Prefect flows wrap them."""
