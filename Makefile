# Run, test, check, bench: each brings what it needs.
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
# Compiled source is kept whatever the machine says: without it each process compiles all of it.
unexport PYTHONDONTWRITEBYTECODE

RUN_READY := .venv/.run-ready
TEST_READY := .venv/.test-ready
PIP := $(BIN)/pip --disable-pip-version-check -q install
# The checkers of pages come from npm; without it the suite says what it leaves out.
CHECKERS := $(if $(shell command -v npm),tests/node_modules/.package-lock.json)
MO := $(patsubst %.po,%.mo,$(wildcard src/maslikhat/locale/*/LC_MESSAGES/django.po))

.PHONY: run install test check bench format messages pins clean

run: install  ## the demo country on http://localhost:8000
	exec $(BIN)/maslikhat demo --serve

install: $(RUN_READY) $(MO)  ## .venv/bin/maslikhat, for a portal of one's own

test: $(TEST_READY) $(CHECKERS) $(MO)  ## the whole suite, on SQLite and on PostgreSQL
	$(BIN)/python tests/run.py

check: $(TEST_READY) $(MO)  ## format, lint, types, floors, translations, migrations
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint src
	$(BIN)/python tests/messages.py
	$(BIN)/python tests/acts.py
	$(BIN)/python -m tests.permissions.page
	$(BIN)/maslikhat manage makemigrations --check --dry-run

bench: $(TEST_READY) $(MO)  ## the speed table
	$(BIN)/python -m bench

format: $(TEST_READY)
	$(BIN)/ruff check -q --fix src tests bench
	$(BIN)/ruff format -q src tests bench

messages: $(TEST_READY)  ## extract what is new to translate into locale/*.po
	$(BIN)/python tests/messages.py --update
	$(BIN)/python tests/acts.py --update
	$(BIN)/python -m tests.permissions.page --update

pins:  ## resolve requirements/*.in anew; needs uv
	uv pip compile -q --generate-hashes --no-emit-index-url --only-binary :all: --python-version 3.11 --universal \
	  requirements/run.in -o requirements/run.txt --custom-compile-command "make pins"
	uv pip compile -q --generate-hashes --no-emit-index-url --only-binary :all: --python-version 3.11 --universal \
	  requirements/test.in -o requirements/test.txt --custom-compile-command "make pins"

clean:
	rm -rf .venv var tests/node_modules

%.mo: %.po $(RUN_READY)
	$(BIN)/pybabel -q compile -i $< -o $@

.venv/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv .venv
	touch $@

$(RUN_READY): .venv/.made requirements/run.txt pyproject.toml
	$(PIP) --require-hashes --only-binary :all: -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

tests/node_modules/.package-lock.json: tests/package-lock.json
	cd tests && npm ci --no-audit --no-fund --silent
	touch $@

$(TEST_READY): $(RUN_READY) requirements/test.txt
	$(PIP) --require-hashes --only-binary :all: -r requirements/run.txt -r requirements/test.txt
	touch $@
