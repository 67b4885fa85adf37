# make demo: what diplograph does, on the example articles. make test: everything that must hold.
# Both make their own environment and need nothing installed by hand but Python 3.11+, and, for
# make test, a Java 17+ JDK and Maven, which fetch and run a real Neo4j server and Gephi's importer.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORE := demo/diplograph.lbug

.PHONY: demo test soak check fast format docs pictures clean

demo: $(VENV)/.installed
	@rm -rf demo && mkdir -p demo
	$(BIN)/diplograph --store $(STORE) load examples
	$(BIN)/diplograph --store $(STORE) query who-met-whom --actor Poutine --format table
	$(BIN)/diplograph --store $(STORE) query planned-visits --format table
	$(BIN)/diplograph --store $(STORE) query accusations --format table
	$(BIN)/diplograph --store $(STORE) export gexf demo/diplograph.gexf
	$(BIN)/diplograph --store $(STORE) export rdf demo/diplograph.nq
	$(BIN)/diplograph --store $(STORE) stats

test: $(VENV)/.installed-dev .neo4j/.ready .jena/.ready .gephi/.ready check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# The long forms of the tests under faults, some two hours, and ten minutes of work in a loop; it writes the tables of
# docs/reliability.md. MINUTES=1 for a shorter loop.
MINUTES ?= 10
soak: $(VENV)/.installed-dev .neo4j/.ready
	rm -f .reliability.jsonl
	DIPLOGRAPH_RELIABILITY=$(CURDIR)/.reliability.jsonl $(BIN)/python -m pytest -m soak -n 2 --dist loadgroup
	DIPLOGRAPH_RELIABILITY=$(CURDIR)/.reliability.jsonl $(BIN)/python -m pytest tests/test_server_faults.py -m "neo4j and not soak"
	DIPLOGRAPH_RELIABILITY=$(CURDIR)/.reliability.jsonl PYTHONPATH=src $(BIN)/python tests/soak.py --minutes $(MINUTES)
	$(BIN)/python tests/reliability.py .reliability.jsonl docs/reliability.md

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

# The tests that need no server and no Java, for the time between two edits.
fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not neo4j and not gephi" -q

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The pages that are made from the program: commands, questions, codebook, event types, the JSON Schema; the answers
# to the commands of three pages, and to the questions of the page on linked data, with its picture.
docs: $(VENV)/.installed
	$(BIN)/python -m diplograph.queries.reference docs
	$(BIN)/python tests/pages.py README.md docs/events.md docs/extraction.md
	$(BIN)/python tests/sparql_page.py
	$(BIN)/python tests/profile_picture.py

# The pictures of docs/gephi.md, which Gephi draws.
pictures: $(VENV)/.installed-dev .gephi/.ready
	PYTHONPATH=tests $(BIN)/python tests/gephi_pictures.py docs

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "python: $(PYTHON) is missing or older than 3.11; install Python 3.11 and say make PYTHON=python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "venv: $(PYTHON) cannot make an environment; install its venv module (python3-venv)" >&2; exit 1; }
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements-dev.txt constraints.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --editable . --requirement requirements-dev.txt --constraint constraints.txt
	@touch $@

.neo4j/.ready: tests/neo4j-pom.xml
	@command -v java >/dev/null || { echo "java: not found; install a Java 17 runtime, make test starts a Neo4j server" >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "mvn: not found; install Maven, make test gets the Neo4j server with it" >&2; exit 1; }
	mvn --quiet --batch-mode --file tests/neo4j-pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/.neo4j/lib
	@touch $@

.jena/.ready: tests/clients/jena/pom.xml
	@command -v java >/dev/null || { echo "java: not found; install a Java 17 runtime, make test reads its exports with Apache Jena" >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "mvn: not found; install Maven, make test gets Apache Jena with it" >&2; exit 1; }
	mvn --quiet --batch-mode --file tests/clients/jena/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/.jena/lib
	@touch $@

.gephi/.ready: tests/clients/gephi/pom.xml $(wildcard tests/clients/gephi/src/main/java/*.java)
	@command -v javac >/dev/null || { echo "javac: not found; install a Java 17 JDK, make test reads files with Gephi's importer" >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "mvn: not found; install Maven, make test gets Gephi's importer with it" >&2; exit 1; }
	mvn --quiet --batch-mode --file tests/clients/gephi/pom.xml package
	@touch $@

clean:
	rm -rf $(VENV) .neo4j .jena .gephi demo build dist
