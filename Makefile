# Everything a person who runs or builds Kith types. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export PORT

help:
	@echo "make demo    a community to look round in, on http://127.0.0.1:$(PORT)/"
	@echo "make test    everything: both databases, a real browser, accessibility"
	@echo "make check   format, lint, imports, types, migrations, licences"
	@echo "make bench   how fast it is, beside a bare page"
	@echo "make shots   pictures of every page, into var/shots/"
	@echo "make sbom    what Kith is made of (CycloneDX), from the lock"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kith needs Python 3.11 or newer. Set PYTHON=/path/to/it and run this again."; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }

.venv/.base: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Getting what Kith needs (once)…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	@echo "Getting what the tests and checks need (once)…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/.base
	@KITH_DEMO=1 exec $(BIN)/kith demo

test: .venv/.dev
	@scripts/test

check: .venv/.dev
	@scripts/check

bench: .venv/.dev
	@$(BIN)/python bench/pages.py
	@$(BIN)/python bench/live.py
	@$(BIN)/python bench/sharing.py
	@$(BIN)/python bench/growth.py
	@$(BIN)/python bench/cases.py
	@$(BIN)/python bench/screening.py --speed

shots: .venv/.dev
	@$(BIN)/python scripts/shots.py

sbom: .venv/.base
	@$(BIN)/python scripts/sbom.py

lock:
	@$(BIN)/python -m pip install --quiet uv
	@for name in base dev; do $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements/$$name.in -o requirements/$$name.txt; done

.PHONY: help demo test check bench shots sbom lock
