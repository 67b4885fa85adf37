"""The commands that write linked data, and the vocabulary that it is written in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from diplograph.graph.exports.files import written_aside
from diplograph.graph.exports.rdf import BASE_IRI, Titles, description, ontology, shapes, write_rdf
from diplograph.queries.context import Settings, tell

_PATH = click.argument("path", type=click.Path(dir_okay=False, path_type=Path))


def _base_iri(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--base-iri", default=BASE_IRI, help="What the names of things begin with.", show_default=True)(
        command
    )


@click.command("rdf")
@_PATH
@_base_iri
@click.option("--with-text", is_flag=True, help="Take in the texts of the articles.")
@click.option("--rdf12", is_flag=True, help="Add the reifiers of RDF 1.2 (.nq and .nt); rdflib cannot read them.")
@click.pass_obj
def rdf_command(settings: Settings, path: Path, base_iri: str, with_text: bool, rdf12: bool) -> None:
    """Write linked data; the ending tells how: .nq (all, sorted), .trig, .jsonld, and without graphs .nt and .ttl.

    A name that ends in .gz too is compressed. The profile is described in docs/linked-data.md.

    Example: diplograph export rdf graph.nq
    """
    with settings.open("scan") as store:
        lines = write_rdf(store, path, base_iri, with_text, rdf12)
    tell(f"wrote {lines} statements to {path}")


@click.command("ontology")
@_PATH
def ontology_command(path: Path) -> None:
    """Write the vocabulary of the linked data: classes and properties in OWL, types and statuses in SKOS (Turtle).

    Example: diplograph export ontology ontology.ttl
    """
    _write(path, ontology())


@click.command("shapes")
@_PATH
def shapes_command(path: Path) -> None:
    """Write the SHACL shapes that sound linked data conforms to (Turtle); for the file without graphs, graph.nt.

    Example: diplograph export shapes shapes.ttl
    """
    _write(path, shapes())


@click.command("description")
@_PATH
@_base_iri
@click.option("--title", default=Titles().title, show_default=True, help="What the data set is called.")
@click.option("--publisher", default="", help="Who publishes it.")
@click.option("--licence", default="", help="The IRI of the licence under which you publish it.")
@click.option("--rights", default=Titles().rights, show_default=True, help="What else is to be known of rights.")
@click.pass_obj
def description_command(
    settings: Settings, path: Path, base_iri: str, title: str, publisher: str, licence: str, rights: str
) -> None:
    """Write the description of the linked data for catalogues: title, rights, counts and formats, in VoID and DCAT.

    Example: diplograph export description dataset.ttl --title "Visits 2024"
    """
    told = Titles(title, rights, licence, publisher)
    with settings.open("scan") as store:
        _write(path, description(store, told, base_iri))


def _write(path: Path, text: str) -> None:
    with written_aside(path) as out:
        out.write(text.encode())
    tell(f"wrote {path}")


commands = (rdf_command, ontology_command, shapes_command, description_command)
