"""`python -m flows` is `gongbao`."""

from flows.cli.command import main

main()
