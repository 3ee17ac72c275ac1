"""The grammar: an Article in, its claims and the account of every numeral out. Told everything, asks nothing."""
