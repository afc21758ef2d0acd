# Everything a newcomer needs: `make demo` runs the whole job, `make test` passes the tests; both set up first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NEWSROOMS := tests/replay $(addprefix tests/replay/,2021-2024 2021-2024-again 2021-2024-third 2021-2025 2021-2025-again 2021-2025-third 2022-2024 2024-2025 2024-2026 2024-2026-again 2024-2026-third 2025-2026 2025-2026-again 2025-2026-third 2025-2026-fourth)

.DEFAULT_GOAL := help
.PHONY: help setup demo run serve test check replay replay-rules format lock wheel parser judge found verdicts sieve certainty bench-statements bench-claims bench-novelty bench-newsrooms bench-extraction bench-certainty bench-articles bench-fetch bench-backlog bench-run bench-web bench-growth bench-store pictures architecture tables fuzz mutants fuzz-api clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(READY) ## create the virtual environment from the lock file

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV) (once, one to two minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check --quiet
	@touch $@

demo: $(READY) ## the whole job against a newsroom on loopback; with WEB=1 its live pages afterwards
	@$(BIN)/recognition-watch demo $(if $(WEB),--web)

run: $(READY) ## one pass over the real feeds of deploy/feeds.yaml
	@$(BIN)/recognition-watch run

serve: $(READY) ## the schedule, until stopped
	@$(BIN)/recognition-watch serve

test: $(READY) ## all tests, on two cores
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(READY) ## format, lint, types, import floors
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_house.py tests/test_house_of_language.py

replay: $(READY) ## five years of sixteen recorded newsrooms, and how well their readers were told
	@$(BIN)/python -m flows.replay --floors tests/replay/floors-shared.toml $(NEWSROOMS)

replay-rules: $(READY) ## the same with the rules judging alone
	@$(BIN)/python -m flows.replay --rules tests/replay tests/replay/2021-2024 tests/replay/2025-2026

format: $(READY) ## put the code in form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

parser: $(READY) ## train the English parser anew from the Universal Dependencies files (forty minutes on two cores)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	@$(BIN)/python -m extractors.training.parser

judge: $(READY) ## train the learned judge of claims anew, and weigh it against the rules (an hour on one core)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	@$(BIN)/python -m extractors.training.judge
	@$(BIN)/python -m extractors.training.certainty

found: $(READY) ## store anew what the program finds in the annotated articles, which `make judge` learns from, too
	@$(BIN)/python -m extractors.training.judge --found

verdicts: $(READY) ## measure how much fifty verdicts improve the certainty of claims (minutes)
	@$(BIN)/python -m extractors.training.verdict_gain

sieve: $(READY) ## fit anew which drafts of statements are none, after a change of the constructions
	@$(BIN)/python -m extractors.training.sieve

certainty: $(READY) ## weigh rules and learned judge anew, after a change of the rules
	@$(BIN)/python -m extractors.training.certainty

bench-statements: $(READY) ## statements beside their floors (annotated data is needed, see the message)
	@$(BIN)/python tests/bench/statements.py

bench-claims: $(READY) ## claims and relevance beside their floors
	@$(BIN)/python tests/bench/claims.py

bench-novelty: $(READY) ## novelty on annotated claims beside its floors
	@$(BIN)/python tests/bench/novelty.py

bench-newsrooms: $(READY) ## whole annotated articles, as seen and for the last look, beside their floors
	@$(BIN)/python tests/bench/newsrooms.py

bench-extraction: $(READY) ## what extraction costs beside the bare parse, part by part
	@$(BIN)/python tests/bench/extraction.py

bench-certainty: $(READY) ## how often claims are right that are told to be this or that sure
	@$(BIN)/python tests/bench/certainty.py

bench-articles: $(READY) ## reading pages beside trafilatura and other readers; SET=FOLDER reads any frozen set
	@$(BIN)/python tests/bench/articles.py $(if $(SET),--set "$(SET)")

fuzz: $(READY) ## bytes that nobody would serve for all that parses, for SECONDS (60)
	@$(BIN)/python tests/bench/fuzz.py --seconds $(or $(SECONDS),60)

mutants: $(READY) ## break lines, and count what the nearest tests notice; ROOMS, SEED (1), SAMPLE (60), SECONDS (600 a room)
	@$(BIN)/python tests/bench/mutants.py $(ROOMS) --seed $(or $(SEED),1) --sample $(or $(SAMPLE),60) --seconds $(or $(SECONDS),600) --show

fuzz-api: $(READY) ## what schemathesis makes of the API's own description, for SECONDS (60)
	@$(BIN)/python tests/bench/fuzz_api.py --seconds $(or $(SECONDS),60)

bench-fetch: $(READY) ## polling beside a bare client loop on the same server
	@$(BIN)/python tests/bench/fetch.py

bench-backlog: $(READY) ## 500 waiting pages on one core and on two (on a machine that does nothing else)
	@$(BIN)/python tests/bench/backlog.py

bench-run: $(READY) ## what a pass costs, with and without Prefect, and what Prefect keeps of it
	@$(BIN)/python tests/bench/run.py
	@$(BIN)/python tests/bench/pool.py

bench-web: $(READY) ## p95 of each live page, first paint and report at SIZES ("100000 1000000") claims, or of a STORE (a SQLite file or an address) as it is
	@$(BIN)/python -m tests.bench.web $(if $(STORE),--store "$(STORE)") $(SIZES)

bench-growth: $(READY) ## what the store grows by in a month
	@$(BIN)/python tests/bench/growth.py

bench-store: $(READY) ## what the store costs as it grows, on both databases; SIZES="10000 100000" statements (minutes and an hour), KEEP=FOLDER for the next time
	@$(BIN)/python -m tests.bench.store $(if $(KEEP),--keep "$(KEEP)") $(SIZES)

tables: $(READY) ## draw docs/tables.svg anew from the models, after a change of the tables
	@$(BIN)/python tests/bench/tables_drawing.py

pictures: $(READY) ## pictures of the live pages, the report and Prefect's pages (a chromium is needed)
	@$(BIN)/python tests/bench/web_pictures.py
	@$(BIN)/python tests/bench/pictures.py

architecture: $(READY) ## draw the rooms of docs/architecture.md anew from the imports
	@$(BIN)/python -m tests.architecture

lock: ## remake the lock files after a change of pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra parquet --extra ftm -c requirements.lock -o requirements-extras.lock

wheel: $(READY) ## build the wheel into dist/
	@rm -rf build dist
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build

clean: ## remove what setup, demo and tests made
	rm -rf $(VENV) var build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
