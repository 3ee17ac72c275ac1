"""The fields of one number: candidates, evidence, choice. Mentions and facts are seen here, no characters."""
