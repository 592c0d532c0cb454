# Everything sets itself up: a fresh Debian or Ubuntu with Python 3.11+, make and git is enough.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test proof search bench lint clean

demo: $(READY)  ## the whole journey on sample data
	$(BIN)/maatwerk demo output/demo

test: lint  ## every proof, small; some 25 minutes on two processors
	$(BIN)/python -m pytest -m "not proof" -n 2 --cov --cov-report=term

proof: $(READY)  ## the proofs with judges from outside
	$(BIN)/python -m pytest -m proof -n 2 --durations=15

search: $(READY)  ## every property on new cases; what it finds becomes a test of its own
	MAATWERK_PROPERTIES=search $(BIN)/python -m pytest -m hypothesis -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## every claim about speed, beside its peer
	$(BIN)/python -m pip install --quiet -e ".[test,bench]"
	$(BIN)/python benchmarks/run.py

$(READY): pyproject.toml hatch_build.py
	@./.ci/system-libraries
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $(READY)

clean:  ## never touches output/record.sqlite3 or output/archive
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist output/demo
