# Levain: `make demo` tries it, `make test` proves it. Nothing assumed but python3 (3.11 or newer), git and make.
SHELL := /bin/sh
PY ?= python3
UV := .uv/bin/uv
RUN := env -u VIRTUAL_ENV -u DJANGO_SETTINGS_MODULE
BIN := .venv/bin
CATALOGUES := $(wildcard levain/*/locale/*/LC_MESSAGES/django.po)

.DEFAULT_GOAL := help
.PHONY: help demo install run test test-sqlite test-postgres test-browser lint format bench screenshots sweep catalogues

help: ## what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Levain needs python3 in version 3.11 or newer, and did not find it. Name one: make PY=/path/to/python3.11 demo"; exit 1; }
	@$(PY) -m venv .uv >/dev/null 2>&1 || { rm -rf .uv; echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv), then run make again."; exit 1; }
	@.uv/bin/python -m pip install -q --disable-pip-version-check "uv>=0.9" 2>/dev/null || { rm -rf .uv; echo "uv could not be installed from the Python package index: check the network, then run make again."; exit 1; }

.venv/runs: $(UV) uv.lock pyproject.toml
	@echo "Installing what Levain runs with…"
	@$(RUN) $(UV) sync -q --locked --no-dev --inexact --python .uv/bin/python 2>.uv/log || { cat .uv/log; exit 1; }
	@touch $@

.venv/develops: $(UV) uv.lock pyproject.toml
	@echo "Installing what Levain runs and is tested with…"
	@$(RUN) $(UV) sync -q --locked --python .uv/bin/python 2>.uv/log || { cat .uv/log; exit 1; }
	@touch $@ .venv/runs

.venv/catalogues: .venv/runs $(CATALOGUES)
	@$(BIN)/python scripts/compile_catalogues.py
	@touch $@

install: .venv/develops .venv/catalogues ## the locked dependencies, in .venv

demo: .venv/runs .venv/catalogues ## build the demonstration programme and serve it
	@$(RUN) $(BIN)/levain demo $(ARGS)

run: .venv/runs .venv/catalogues ## serve the house of ./var
	@$(RUN) $(BIN)/levain serve --migrate $(ARGS)

test: install ## everything: SQLite, PostgreSQL, browser journeys
	@$(BIN)/python scripts/test_tools.py
	@$(MAKE) --no-print-directory test-sqlite test-postgres test-browser

test-sqlite: install
	@echo "== On SQLite" && $(RUN) -u DATABASE_URL LEVAIN_DATA=var/test $(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m "not browser" $(ARGS)

test-postgres: install
	@echo "== On PostgreSQL" && $(RUN) LEVAIN_DATA=var/test $(BIN)/python scripts/with_postgres.py $(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m "not browser" $(ARGS)

test-browser: install
	@echo "== In a browser" && $(RUN) -u DATABASE_URL LEVAIN_DATA=var/test $(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m browser $(ARGS)

lint: install ## style, import contracts, types, templates, catalogues, migrations
	@$(BIN)/python scripts/lint.py

format: install ## put code and templates in the house's style
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

bench: install ## what pages, matching and reports cost, as ratios
	@$(RUN) $(BIN)/levain bench $(ARGS)

screenshots: install ## remake the pictures of the guide and of the README
	@$(BIN)/python scripts/test_tools.py && $(RUN) $(BIN)/python scripts/screenshots.py $(ARGS)
