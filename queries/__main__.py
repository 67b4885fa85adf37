"""``python -m diplograph.queries``: the command line without its installed name."""

from diplograph.queries.cli import main

main(prog_name="diplograph")
