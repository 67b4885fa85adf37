"""The tables that an embedded file has."""

from __future__ import annotations

from diplograph.graph.running import Run
from diplograph.graph.tables import NODES, relations


def table_names(run: Run) -> set[str]:
    """The tables that stand."""
    return {str(row["name"]) for row in run("CALL show_tables() RETURN name")}


def make_tables(run: Run) -> None:
    """Make the tables that are not there yet."""
    # Diplograph last: where its table stands, every other one does.
    for label in sorted(NODES.keys() - {"Diplograph"}):
        _make_nodes(run, label)
    for name, relation in relations().items():
        columns = "".join(f", `{column}` {kind}" for column, kind in relation.properties.items())
        run(f"CREATE REL TABLE IF NOT EXISTS {name}(FROM {relation.source} TO {relation.target}{columns})")
    _make_nodes(run, "Diplograph")


def _make_nodes(run: Run, label: str) -> None:
    columns = ", ".join(f"`{name}` {kind}" for name, kind in NODES[label].items())
    run(f"CREATE NODE TABLE IF NOT EXISTS {label}({columns}, PRIMARY KEY (id))")
