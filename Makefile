# German in what it prints: editors and developers of the city read it.
# Each install step leaves a stamp in .venv, so that nothing is installed twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
INSTALL := $(PIP) install --require-hashes --only-binary :all: --requirement
NODE_MODULES := tests/browser/node_modules
PORT ?= 8000
STEPS ?= 500
SEED ?= $(shell date +%s)

# What the tests need besides Python, as command=package of Debian and Ubuntu, one library:
# Playwright's own Node needs it, which also runs the HTML checker (Debian 12 has an older Node);
# and a font as wide as those of phones, or lines break elsewhere than they do for people.
TOOLS := git=git chromium=chromium nginx=nginx-light npm=npm openssl=openssl
LIBRARY := libatomic.so.1=libatomic1
FONT := LiberationSans-Regular.ttf=fonts-liberation

# Tests that build whole sites or try hundreds of cases: being measured doubles what these take,
# and the tests of the parts measure what they run through. Files stay together for their fixtures.
WHOLE := $(addprefix tests/,browser golden hostile properties test_browser_path.py test_content.py \
	test_cli.py test_command_faults.py test_docs.py test_facts.py \
	test_recipes.py test_serve.py test_serve_edits.py unit/test_long_lists.py walk wording)
PYTEST = $(BIN)/python -m pytest
# Tests of whole sites often wait for a browser or a preview, so one process more than there are
# processors is of use.
PROCESSES = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

# nginx lies in /usr/sbin, which is not on everyone's path.
export PATH := $(PATH):/usr/sbin:/sbin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test test-all fuzz walk lint format bless lock audit bench bench-load clean _missing _tools

help: ## zeigt diese Übersicht
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.runtime ## baut dist/ aus den echten Inhalten
	@$(BIN)/python build.py
	@echo ''
	@echo 'Die Startseite liegt in $(CURDIR)/dist/index.html'
	@echo 'Ansehen:  $(BIN)/python -m http.server --bind 127.0.0.1 --directory dist $(PORT)'
	@echo '          und im Browser http://127.0.0.1:$(PORT)/ öffnen'
	@echo 'Schreiben mit Vorschau:  make serve'

serve: $(VENV)/.serve ## zeigt die Seite auf diesem Rechner und baut sie nach jeder Änderung neu
	@$(BIN)/python build.py serve

check: $(VENV)/.leicht ## prüft alle Inhalte, ohne etwas zu veröffentlichen
	@$(BIN)/python build.py check

test: _tools $(VENV)/.test $(NODE_MODULES)/.stamp ## führt alle Tests aus
	@status=0; \
	$(PYTEST) --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder $(EVERY) $(WHOLE) || status=1; \
	$(PYTEST) --numprocesses auto --cov $(WHOLE:%=--ignore=%) || status=1; \
	exit $$status

fuzz: $(VENV)/.test ## verdirbt eine Viertelstunde lang echte Einträge und sucht Abstürze
	@$(BIN)/python -m pytest --quiet --hypothesis-profile fuzz tests/hostile/test_fuzz.py

walk: $(VENV)/.test ## ändert einen Bestand zufällig, baut ihn jedes Mal weiter und vergleicht mit einem Bau von vorn (STEPS=500 SEED=1)
	@$(BIN)/python -m pytest --quiet --steps $(STEPS) --seed $(SEED) tests/walk

test-all: ## führt alle Tests aus, die im Browser mit jeder Seite
	@$(MAKE) --no-print-directory test EVERY=--every-page

lint: $(VENV)/.test ## prüft nur Form, Typen und Importe des Programms
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.test ## bringt den Python-Code in Form
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

bless: $(VENV)/.test ## übernimmt die jetzige Ausgabe als erwartete (danach: git diff lesen)
	@$(BIN)/python -m sitegen handbuch
	@$(BIN)/python -m pytest --quiet --bless tests/golden tests/examples tests/test_docs.py

lock: $(VENV)/.lock ## schreibt requirements/ neu aus den Spannen in pyproject.toml
	@$(call compile,lock,--group lock)
	@$(call compile,test,pyproject.toml --extra test)
	@$(call compile,serve,pyproject.toml --extra serve --constraint requirements/test.txt)
	@$(call compile,fast,pyproject.toml --extra fast --constraint requirements/test.txt)
	@$(call compile,leicht,pyproject.toml --extra leicht --constraint requirements/test.txt)
	@$(call compile,runtime,pyproject.toml --constraint requirements/test.txt)
	@$(call compile,audit,--group audit --constraint requirements/test.txt)
	@$(call compile,bench,--group bench --constraint requirements/test.txt)

audit: $(VENV)/.audit ## fragt öffentliche Listen nach Schwachstellen in allem Gelockten (braucht Netz)
	@$(BIN)/python .ci/audit.py

bench: $(VENV)/.test $(VENV)/.bench ## vergleicht die Geschwindigkeit mit Hugo (SIZES="1000 10000" BENCH="--runs 5") und schreibt docs/benchmarks.md
	@$(BIN)/python -m bench $(BENCH) $(SIZES)

bench-load: $(VENV)/.test site ## misst mit wrk, wie viel ein kleiner Rechner mit nginx ausliefert
	@$(BIN)/python -m bench.load

clean: ## entfernt die Umgebung und alle Zwischenspeicher; dist/ bleibt
	@rm -rf $(VENV) $(NODE_MODULES) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@rm -rf .hypothesis .coverage .coverage.*

# One resolution for every platform and Python from 3.11 on; no registry's address is written.
# `make lock UPGRADE=--upgrade` takes the newest versions that the ranges allow.
define compile
$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
	--no-emit-index-url --no-emit-find-links --annotation-style line \
	--custom-compile-command 'make lock' --output-file requirements/$(1).txt $(2)
endef

$(VENV)/.python:
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Es fehlt Python 3.11 oder neuer mit venv (Python 3.11 or newer with venv is missing).'; \
		echo 'Installieren:  sudo apt-get install python3-venv'; \
		echo 'Hat es einen anderen Namen:  make PYTHON=python3.12 …'; exit 1; } >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.%: requirements/%.txt | $(VENV)/.python
	@echo 'Installiere, was in $< steht …'
	@$(INSTALL) $<
	@touch $@

$(NODE_MODULES)/.stamp: tests/browser/package-lock.json | _tools
	@echo 'Installiere, was in $< steht …'
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The packages that are missing, one a line; .ci/run installs them.
_missing:
	@for tool in $(TOOLS); do command -v "$${tool%%=*}" >/dev/null || echo "$${tool#*=}"; done
	@lib=$(LIBRARY); $(PYTHON) -c "import ctypes; ctypes.CDLL('$${lib%=*}')" 2>/dev/null || \
		echo "$${lib#*=}"
	@font=$(FONT); find /usr/share/fonts -name "$${font%%=*}" 2>/dev/null | grep -q . || \
		echo "$${font#*=}"

_tools:
	@missing=$$($(MAKE) --silent --no-print-directory _missing | tr '\n' ' '); \
	if [ -n "$$missing" ]; then \
		echo "Für die Tests fehlen Programme (the tests need more programs): $$missing" >&2; \
		echo "Installieren:  sudo apt-get install $$missing" >&2; exit 1; \
	fi
