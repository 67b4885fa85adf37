"""The pictures of docs/gephi.md, drawn by Gephi from what the page's own commands export: make pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from gephi_client import ROOT, picture
from pages import in_this_process

DRAWN = {
    "gephi-ties.svg": (["--status", "all", "--undated", "drop"], ""),
    "gephi-window.svg": (["--status", "all", "--undated", "drop"], "2023-01-01/2023-06-30"),
    "gephi-events.svg": (["--view", "events", "--status", "all", "--actor", "Poutine"], ""),
}
"""By name: the options of the export, and the window of the timeline."""


def draw(folder: Path) -> None:
    """Draw all pictures into *folder*."""
    with tempfile.TemporaryDirectory() as aside:
        store = ["--store", f"{aside}/graph.lbug"]
        in_this_process(*store, "load", str(ROOT / "examples"))
        for name, (words, window) in DRAWN.items():
            file = Path(aside) / "graph.gexf"
            code, _, told = in_this_process(*store, "export", "gexf", str(file), *words)
            assert code == 0, told
            picture(file, folder / name, window)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
