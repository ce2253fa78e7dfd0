# make test and make demo do all set-up themselves; Python 3.11 or newer is enough.

BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test quick lint types format bench screenshots constraints clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         open the lab: a small school and its bots in the browser"
	@echo "make test         everything that must pass: lint, types and tests"
	@echo "make quick        tests on SQLite only, until the first that fails"
	@echo "make lint types   parts of make test"
	@echo "make format       put the code into its shape"
	@echo "make screenshots  take the documentation's pictures anew"
	@echo "make bench        measure beside peers, about ten minutes: docs/performance.md"
	@echo "make constraints  take the newest versions of what we depend on"
	@echo "make clean        remove what the tools made"

$(READY): pyproject.toml constraints.txt scripts/set-up
	@scripts/set-up
	@touch $@

demo: $(READY)
	@$(BIN)/coworking demo

test: lint types
	@scripts/with-browser scripts/with-postgres $(BIN)/pytest -q -n auto

quick: $(READY)
	@$(BIN)/pytest -q -n auto -x

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

screenshots: $(READY)
	@scripts/with-browser scripts/screenshots

# Wants two cores and nobody else at work on them.
bench: $(READY)
	@$(BIN)/python -m benchmarks --keep

# Needs uv. The file names versions only, never where they come from.
constraints:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--upgrade --no-header --no-annotate --output-file constraints.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
