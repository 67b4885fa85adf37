"""A running Neo4j server with the graph of an embedded store, for the questions of questions.py.

The tables go as CSV files through ``neo4j-admin database import full``; then the server of the tests
is started on them, with a page cache for millions of nodes. It prints its address and runs until it is stopped.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import ladybug
import neo4j
import pyarrow
import pyarrow.compute
import pyarrow.csv
from questions import one

from diplograph.graph.neo4j_store import CONSTRAINTS
from diplograph.graph.tables import NODES, NUMBER, NUMBERS, TEXTS, relations

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from neo4j_server import PASSWORD, admin, running_server

_HEADER = {"STRING": "string", "INT64": "long", "BOOLEAN": "boolean", "STRING[]": "string[]", "INT64[]": "long[]"}
_ROWS = 200_000


def write_tables(store: str, folder: Path) -> list[str]:
    """CSV files of all tables of the store in *folder*; the options that name them to the importer."""
    connection = ladybug.Connection(ladybug.Database(store, read_only=True))
    options = []
    for label, properties in NODES.items():
        columns = ", ".join(f"n.`{name}` AS `{name}`" for name in properties)
        head = [f"id:ID({label})" if name == "id" else f"{name}:{_HEADER[kind]}" for name, kind in properties.items()]
        path = folder / f"{label}.csv"
        if _written(connection, f"MATCH (n:{label}) RETURN {columns}", head, properties, path):
            options.append(f"--nodes={label}={path}")
    for name, relation in relations().items():
        kinds = {"from": "STRING", "to": "STRING", **relation.properties}
        columns = ", ".join(
            ["a.id AS `from`", "b.id AS `to`", *(f"m.`{each}` AS `{each}`" for each in relation.properties)]
        )
        head = [f":START_ID({relation.source})", f":END_ID({relation.target})"]
        head += [f"{each}:{_HEADER[kind]}" for each, kind in relation.properties.items()]
        path = folder / f"{name}.csv"
        text = f"MATCH (a:{relation.source})-[m:{name}]->(b:{relation.target}) RETURN {columns}"
        if _written(connection, text, head, kinds, path):
            options.append(f"--relationships={name}={path}")
    return options


def _written(connection: ladybug.Connection, text: str, head: list[str], kinds: Mapping[str, str], path: Path) -> int:
    table = one(connection.execute(text)).get_as_arrow(_ROWS)
    with path.open("wb") as out:
        out.write((",".join(head) + "\n").encode())
        options = pyarrow.csv.WriteOptions(include_header=False)
        for batch in table.to_batches(max_chunksize=_ROWS):
            columns = [_flat(batch.column(place), kind) for place, kind in enumerate(kinds.values())]
            pyarrow.csv.write_csv(pyarrow.table(columns, names=list(kinds)), out, options)
    return int(table.num_rows)


def _flat(column: pyarrow.Array, kind: str) -> pyarrow.Array:
    """Lists as one cell, as the importer reads them."""
    if kind in (TEXTS, NUMBERS):
        texts = column.cast(pyarrow.list_(pyarrow.string()))
        return pyarrow.compute.binary_join(texts, ";")
    return column.cast(pyarrow.int64()) if kind == NUMBER else column


def main() -> None:
    options = argparse.ArgumentParser(description="Copy an embedded store into a Neo4j server and run that.")
    options.add_argument("store")
    options.add_argument("folder", type=Path, help="where files and server live; must not be there yet")
    options.add_argument("--pages", default="3g", help="the server's page cache")
    chosen = options.parse_args()
    files = chosen.folder / "files"
    files.mkdir(parents=True)
    begun = time.monotonic()
    tables = write_tables(chosen.store, files)
    sys.stderr.write(f"files written, {time.monotonic() - begun:.0f} s\n")
    home = chosen.folder / "server"
    admin(home, ["database", "import", "full", "neo4j", "--overwrite-destination", *tables])
    sys.stderr.write(f"imported, {time.monotonic() - begun:.0f} s\n")
    with running_server(home, pages=chosen.pages) as address:
        with neo4j.GraphDatabase.driver(address, auth=("neo4j", PASSWORD)) as driver:
            for text in CONSTRAINTS:
                driver.execute_query(text)
            driver.execute_query("CALL db.awaitIndexes(900)")
        sys.stderr.write(f"indexed, {time.monotonic() - begun:.0f} s\n")
        print(f"NEO4J_USERNAME=neo4j NEO4J_PASSWORD={PASSWORD} {address}", flush=True)  # noqa: T201
        subprocess.run(["sleep", "infinity"], check=False)


if __name__ == "__main__":
    main()
