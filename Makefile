# The desk in two commands: `make run` and `make test`. `make help` lists the others.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Variables given to make (`make run PORT=9000`) reach the desk as its environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test test-all bench screenshots lint types layers templates tests browser messages fmt clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: $(VENV)/.for-running ## Run the desk: database, demo data and web server (PORT=8000)
	@exec $(BIN)/python manage.py serve $(ARGS)

test: lint types layers templates tests ## Everything that is checked before a change is taken in

test-all: export KILL_DECISIONS = 1000
test-all: export THOROUGH = 1
test-all: test ## The same, with a thousand decisions under kill -9 and every look of every page

bench: $(VENV)/.for-testing ## What is judged by ratios, side by side (bench/README.md)
	$(BIN)/python -m bench.proportions
	$(BIN)/python -m bench.decisions

screenshots: browser ## Pictures of every page into docs/screenshots
	$(BIN)/python -m tests.screenshots

lint: $(VENV)/.for-testing ## Style and mistakes that can be seen by reading
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.for-testing ## Types
	$(BIN)/mypy

layers: $(VENV)/.for-testing ## That no lower layer imports an upper one
	$(BIN)/lint-imports

templates: $(VENV)/.for-testing ## Mistakes in templates
	$(BIN)/djlint templates --lint --quiet

tests: browser ## The tests, in two processes (ARGS="-k name" for some of them)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

browser: $(VENV)/.for-testing ## A Chromium for the tests: the system's own, or one that is fetched
	@$(BIN)/python -m tests.chromium

messages: $(VENV)/.for-testing ## Collect what is to be translated, and compile the translations
	$(BIN)/python manage.py messages

fmt: $(VENV)/.for-testing ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what can be made again. The database in var/ stays.
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than the list it was installed from, so nothing is asked of pip without need.
$(VENV)/.for-running: requirements.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.for-testing: requirements.txt requirements-dev.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.for-running

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The desk needs Python 3.11 or later. Name one: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@touch $@
