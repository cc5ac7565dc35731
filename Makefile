# make demo   create the environment, build the sample corpus (or TEXTS=folder) into OUT, say where the page is
# make test   everything: lint, types, tests, browser tests included
PYTHON ?= python3
VENV   ?= .venv
TEXTS  ?= corpus/sample
OUT    ?= demo
BIN    := $(VENV)/bin

.PHONY: demo test lint bench format train docs clean

demo: $(VENV)/.installed
	$(BIN)/gangmu build $(TEXTS) -o $(OUT)

test: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check corpus extract graph gangmu
	$(BIN)/mypy

bench: $(VENV)/.developed
	$(BIN)/python benchmarks/bench_build.py
	$(BIN)/python benchmarks/bench_graph.py --peers --nodes 5000 --edges 25000
	$(BIN)/python benchmarks/bench_page.py

format: $(VENV)/.developed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format corpus extract graph gangmu

# The models, from annotated documents (ANNOTATED: folders as extract/annotated.py describes them; CORPORA: the texts of
# our own annotations).
ANNOTATED ?= ../shared/gold ../shared/gold/mentions benchmarks/annotations
CORPORA ?= ../shared/corpora
train: $(VENV)/.developed
	$(BIN)/python -m extract.train $(ANNOTATED) --corpora $(CORPORA) -o extract/data

docs: $(VENV)/.developed
	$(BIN)/python docs/outputs.py
	$(BIN)/python docs/picture.py

clean:
	rm -rf demo build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Gangmu needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed
