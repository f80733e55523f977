# `make demo` and `make test` need only Python >= 3.11 (with pip and venv) and make.
PYTHON ?= python3
VENV   ?= .venv
DEMO   ?= .samenspel
BIN    := $(VENV)/bin

.PHONY: demo test lint neo4j clean

demo: $(VENV)/installed  ## bundled data -> graph -> explorer in the browser
	$(BIN)/samenspel --home $(DEMO) demo

test: $(VENV)/installed-test  ## all tests
	$(BIN)/python -m pytest -n auto -rs

lint: $(VENV)/installed-test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

neo4j: $(VENV)/installed  ## a Neo4j server of your own on this machine; prints its settings
	@$(BIN)/python tools/neo4j_local.py start

clean:  ## what make made; your data in $(DEMO) stays
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samenspel needs Python 3.11 or newer; choose one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed
