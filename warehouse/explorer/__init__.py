"""The page over the published copy: one module and one template a page. Read only, no script, no other host."""
