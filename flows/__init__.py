"""How a newspaper becomes claims. Extraction is machine code where `make fast` has compiled it."""

from flows.compiled import install

install()
