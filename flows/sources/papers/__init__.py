"""One declaration a file; `registry` collects them."""
