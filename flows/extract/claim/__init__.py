"""The fields of one number: for each the candidates, the evidence, the choice. Mentions and facts are seen here, no characters."""
