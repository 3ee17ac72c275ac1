"""`python -m flows` is `gongbao`."""

from flows.cli.app import main

main()
