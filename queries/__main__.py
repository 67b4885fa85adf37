"""``python -m diplograph.queries``: the command line without its installed name."""

from diplograph.queries.start import run

if __name__ == "__main__":
    run()
