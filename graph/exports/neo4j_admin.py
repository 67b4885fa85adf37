"""The whole graph as files for ``neo4j-admin database import full``: ten times faster than loading into a server.

All rows are made of the values that a store reads back, by the functions that write them into a store
(``graph/rows.py``); so both stores give the same files. What no claim leads to any more is left behind, as in the
dump: actors that nobody names, keys without claims. So is the journal of loads.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.graph.cypher_store import mark
from diplograph.graph.exports.distinct import Distinct
from diplograph.graph.exports.files import folder_written_aside, written_aside
from diplograph.graph.exports.import_tables import ImportTables
from diplograph.graph.inserting import row_of
from diplograph.graph.neo4j_schema import CONSTRAINTS, IMPORTED
from diplograph.graph.rows import name_row, named_row, rows_of_events, tie_row, url_keys
from diplograph.graph.store import Store
from diplograph.schema.event_types import event_type
from diplograph.schema.model import Claim

TRIED_WITH = "5.26.20"
SCRIPT = "import.sh"


def write_import(store: Store, folder: Path, packed: bool = False) -> tuple[int, int]:
    """Write the files into the new *folder*; how many nodes and edges they have. *packed* makes them ``.csv.gz``.

    Beside them stands ``import.sh``, which calls the importer, and the Cypher of constraints and indexes, which a
    store also makes by itself when the imported database is opened for the first time.
    """
    with folder_written_aside(folder) as aside:
        with ImportTables.in_folder(aside, packed, {IMPORTED: "BOOLEAN"}) as tables:
            _write_rows(store, tables)
            tables.write("Diplograph", {**mark(), IMPORTED: True})
        _write_text(aside / SCRIPT, _script(tables.options()))
        _write_text(aside / "constraints.cypher", "".join(f"{text};\n" for text in CONSTRAINTS))
    return tables.rows


def _write_rows(store: Store, tables: ImportTables) -> None:
    with Distinct("key") as keys, Distinct("source via") as media:
        # Claims first: to read them, the store derives what a killed load left undone.
        _write_claims(store.claims(), tables, keys, media)
        for source in store.sources():
            tables.write("Source", row_of(source))
            for key in url_keys(source):
                keys.add(key)
                tables.write("AT_URL", {"from": source.id, "to": key})
        for (key,) in keys:
            tables.write("Key", {"id": key, "dirty": None})
        for one, via in media:
            tables.write("REPORTED_VIA", {"from": one, "to": via})
    _write_actors(store, tables)
    _write_events(store, tables)
    for judged in store.judgements():
        tables.write("Judgement", row_of(judged))


def _write_claims(claims: Iterable[Claim], tables: ImportTables, keys: Distinct, media: Distinct) -> None:
    with Distinct("said speech") as contents, Distinct("id") as speeches:
        for claim in claims:
            tables.write("Claim", row_of(claim))
            tables.write("STATED_IN", {"from": claim.id, "to": claim.source})
            tables.write("OF_KEY", {"from": claim.id, "to": claim.key})
            for named in claim.participants:
                tables.write("NAMES", named_row(claim, named))
            if claim.claimant:
                tables.write("CLAIMED_BY", {"from": claim.id, "to": claim.claimant})
            keys.add(claim.key)
            if claim.via:
                media.add(claim.source, claim.via)
            if claim.content_of:
                contents.add(claim.id, claim.content_of)
            if event_type(claim.type).speech is not None:
                speeches.add(claim.id)
        for said, speech in contents:
            # A correction outlives the claim in which its words stood.
            if (speech,) in speeches:
                tables.write("CONTENT_OF", {"from": said, "to": speech})


def _write_actors(store: Store, tables: ImportTables) -> None:
    with Distinct("id") as names:
        written: set[str] = set()
        for actor in store.actors():
            written.add(actor.id)
            tables.write("Actor", row_of(actor))
            for name in actor.names:
                row = name_row(actor.id, name)
                names.add(str(row["to"]))
                tables.write("NAMED", row)
            for edge, ties in (("REPRESENTS", actor.represents), ("MEMBER_OF", actor.member_of)):
                for tie in ties:
                    tables.write(edge, tie_row(actor.id, tie))
        for (name_id,) in names:
            tables.write("Name", {"id": name_id})
    for whom, speaker in store.speaking():
        if whom in written and speaker in written:
            tables.write("SPEAKS_FOR", {"from": speaker, "to": whom})


def _write_events(store: Store, tables: ImportTables) -> None:
    for event in store.events():
        for name, rows in rows_of_events([event]).items():
            for row in rows:
                tables.write(name, row)
    for speech, said in store.contents():
        tables.write("CONTENT", {"from": speech, "to": said})


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
