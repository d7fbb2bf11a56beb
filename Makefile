# The verbs of groundwire. `make` alone lists them.
#
#   make run PORT=9000        another port          make run CORPUS=~/news   other articles
#   make run PYTHON=python3.12  another interpreter   make eval ARGS=--pin     raise the floors
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Set only on the command line: some shells export HOST as the machine's name.
HOST :=
PORT :=
CORPUS := corpus
DATA := ../shared
SEEDS := $(DATA)/seeds
NEWS := $(DATA)/data/news

# A stamp is newer than what it was made from: then the step, pip included, is skipped.
RUNTIME := $(VENV)/.runtime
PACKAGE := $(VENV)/.package
DEV := $(VENV)/.dev
EVAL := $(VENV)/.eval
DOCUMENTS := $(VENV)/.documents
MCP := $(VENV)/.mcp
TELEMETRY := $(VENV)/.telemetry
# A reply that is not `python3 >= 3.11 with venv` stops here, with what to do.
CHECK_PYTHON := import sys; sys.exit(None if sys.version_info >= (3, 11) else \
	"groundwire needs Python 3.11 or newer and found " + sys.version.split()[0] + \
	". Install one, then: make PYTHON=python3.11 ...")
CHECK_VENV := import ensurepip, venv

.PHONY: help setup setup-dev setup-documents setup-mcp setup-telemetry setup-eval run test check eval eval-news bench container-check docs lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(PACKAGE) ## make .venv with the locked packages that running needs
setup-dev: $(DEV) ## the same and the locked tools for tests and checks
setup-documents: $(DOCUMENTS) ## the same as setup, and what reads Word and PDF files
setup-mcp: $(MCP) ## the same as setup, and what serves agents over MCP
setup-telemetry: $(TELEMETRY) ## the same as setup, and what sends traces (OpenTelemetry)
setup-eval: $(EVAL) ## the same as setup, and ragas for metrics that an LLM judges

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. On Debian: \
	apt-get install python3 python3-venv; or: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c '$(CHECK_PYTHON)'
	@$(PYTHON) -c '$(CHECK_VENV)' 2>/dev/null || { echo "$(PYTHON) cannot make virtual \
	environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/torch-cpu.txt requirements/runtime.txt | $(BIN)/python
	@echo "Installing what groundwire runs on (some hundred megabytes, once)"
	@requirements/install $(BIN)/python
	@touch $@

$(PACKAGE): pyproject.toml $(RUNTIME)
	@$(BIN)/python -m pip --disable-pip-version-check install -qq --no-deps \
	  --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(PACKAGE)
	@echo "Installing the tools for tests and checks"
	@requirements/install $(BIN)/python dev
	@touch $@

$(DOCUMENTS): requirements/documents.txt $(PACKAGE)
	@echo "Installing what reads Word and PDF files"
	@requirements/install $(BIN)/python documents
	@touch $@

$(MCP): requirements/mcp.txt $(PACKAGE)
	@echo "Installing what serves agents over MCP"
	@requirements/install $(BIN)/python mcp
	@touch $@

$(TELEMETRY): requirements/telemetry.txt $(PACKAGE)
	@echo "Installing what sends traces"
	@requirements/install $(BIN)/python telemetry
	@touch $@

$(EVAL): requirements/eval.txt $(PACKAGE)
	@echo "Installing ragas (about 500 MB)"
	@requirements/install $(BIN)/python eval
	@touch $@

run: $(PACKAGE) ## build the index from CORPUS where it is missing or stale, then serve it
	@$(BIN)/groundwire build $(CORPUS) || [ $$? = 3 ]  # 3: a bad file, named; the others are in
	@GROUNDWIRE_CORPUS="$${GROUNDWIRE_CORPUS:-$(firstword $(CORPUS))}" exec $(BIN)/groundwire serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: $(DEV) ## run the whole test suite (ARGS='-k dates' for a part)
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

check: $(DEV) ## formatting, lint, types, layering and documentation
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_layering.py tests/test_docs.py tests/test_container.py

eval: $(PACKAGE) ## score the answers to our own questions, and check the floors
	@echo "== eval/newsroom, 300 of its questions"
	@$(BIN)/groundwire eval eval/newsroom --sample 300 --once --gate eval/floors.json $(ARGS)
	@echo "== eval/questions.yaml"
	@if [ ! -d "$(SEEDS)" ]; then \
	  echo "Not asked: the five articles they are about are not in $(SEEDS)."; \
	  echo "make eval SEEDS=FOLDER names them."; \
	else \
	  $(BIN)/groundwire build "$(SEEDS)" --index eval/indexes/seeds; \
	  $(BIN)/groundwire eval eval/questions.yaml --index eval/indexes/seeds \
	    --gate eval/floors.json $(ARGS); fi

eval-news: $(PACKAGE) ## the same over a fixed sample of the news quiz in DATA
	@if [ ! -d "$(NEWS)" ]; then \
	  echo "No evaluation on news: $(NEWS) is not there. make eval-news DATA=FOLDER names it."; \
	else \
	  $(BIN)/groundwire eval "$(NEWS)" --sample 100 --articles 400 --once \
	    --gate eval/floors.json $(ARGS); fi

bench: $(DEV) ## measure speed on this machine, over the news articles in DATA
	@if [ -f "$(DATA)/data/news/articles.jsonl.gz" ]; then \
	  echo "== encoders"; $(BIN)/python bench/encoders.py "$(DATA)/data/news/articles.jsonl.gz"; \
	  echo "== sentences"; $(BIN)/python bench/sentences.py --data "$(DATA)"; \
	  echo "== chat"; $(BIN)/python bench/chat.py --data "$(DATA)"; \
	  echo "== first claim"; $(BIN)/python bench/first_claim.py --data "$(DATA)"; \
	else echo "Neither encoders, sentences, chat nor first claim: $(DATA)/data/news is not there."; fi
	@echo "== search"; $(BIN)/python bench/search.py
	@echo "== reader"; $(BIN)/python bench/reader.py
	@echo "== overload"; $(BIN)/python bench/overload.py

container-check: $(PACKAGE) ## serve as the container does: no root, read-only disk, no network
	@tests/run/read-only

docs: $(DEV) ## write the generated parts of docs/ anew from the code
	@$(BIN)/python tests/settings_table.py
	@$(BIN)/python tests/cli/command_help.py

lock: ## write the lock files anew from pyproject.toml (needs a package registry)
	@requirements/lock

clean: ## remove what make made: .venv, the index, caches
	@rm -rf $(VENV) build dist src/*.egg-info tests/e2e/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find src tests bench eval -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	@find index -mindepth 1 ! -name README.md -delete
