"""`python -m flows` is `gongbao`."""

from flows.cli import main

main()
