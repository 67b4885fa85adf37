"""The whole graph as files for ``neo4j-admin database import full``: ten times faster than loading into a server.

Rows go from the tables of a store into those of the importer as columns, sorted, so both stores give the same files.
What no claim leads to any more is left behind, as in the dump (:mod:`diplograph.graph.live`).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.graph.columns import columns_of
from diplograph.graph.cypher_store import mark
from diplograph.graph.exports.files import folder_written_aside, written_aside
from diplograph.graph.exports.import_tables import ImportTables
from diplograph.graph.live import LABELS
from diplograph.graph.neo4j_schema import CONSTRAINTS, IMPORTED
from diplograph.graph.store import Store
from diplograph.graph.tables import relations

TRIED_WITH = "5.26.20"
SCRIPT = "import.sh"


def write_import(store: Store, folder: Path, packed: bool = False) -> tuple[int, int]:
    """Write the files into the new *folder*; how many nodes and edges they have. *packed* makes them ``.csv.gz``.

    Beside them stands ``import.sh``, which calls the importer, and the Cypher of constraints and indexes, which a
    store also makes by itself when the imported database is opened for the first time.
    """
    with folder_written_aside(folder) as aside:
        with ImportTables.in_folder(aside, packed, {IMPORTED: "BOOLEAN"}) as tables:
            live = store.live()
            for name in (*LABELS, *relations()):
                for part in live.parts(name):
                    tables.write(name, part)
            row = {**mark(), IMPORTED: True}
            tables.write("Diplograph", columns_of(tables.kinds("Diplograph"), [row]))
        _write_text(aside / SCRIPT, _script(tables.options()))
        _write_text(aside / "constraints.cypher", "".join(f"{text};\n" for text in CONSTRAINTS))
    return tables.rows


def _script(options: Iterable[str]) -> Iterator[str]:
    yield "#!/bin/sh\n"
    yield "# Brings the graph in this folder into the new Neo4j database DATABASE, before its server starts:\n"
    yield f"#     sh {SCRIPT} [DATABASE]\n"
    yield "# NEO4J_ADMIN tells where neo4j-admin is, if not on the path; the files were tried with that of Neo4j "
    yield f"{TRIED_WITH}.\n"
    yield 'set -e\ncd "$(dirname "$0")"\n'
    # The database first: the options take what follows them for files.
    yield 'exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "${1:-neo4j}"'
    for option in options:
        yield f" \\\n  {shlex.quote(option)}"
    yield "\n"


def _write_text(path: Path, parts: Iterable[str]) -> None:
    with written_aside(path) as out:
        out.writelines(part.encode() for part in parts)
