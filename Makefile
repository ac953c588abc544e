# make demo and make test do everything on a fresh machine with Python 3.11 or newer. make V=1 shows the commands.

ifndef V
.SILENT:
endif
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
EXEMPLAR := examples/exemplar
SHARED := ../shared
# The first interpreter that is new enough; PYTHON=... overrides.
PYTHON ?= $(or $(shell for name in python3 python3.11 python3.12 python3.13; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done; true),python3)
INSTALL = PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q -c constraints.txt

.PHONY: help demo test slow lint check newcomer gold bench fuzz picture screens rules lock clean

help:
	echo 'make demo      install into .venv, then audit the example page: findings on screen'
	echo 'make test      the tests'
	echo 'make slow      the tests that take minutes: files of up to 100 MB'
	echo 'make lint      ruff, mypy, import-linter, docs/rules as the rules say'
	echo 'make check     lint, a newcomer'\''s make demo from a clean clone, gold, test, slow'
	echo 'make gold      accuracy on the annotated pages, where $(SHARED) is there'
	echo 'make bench     accuracy, speed beside other tools, planted slips, time of one audit, how time grows; figures only'
	echo 'make fuzz      a minute of coverage-guided fuzzing for each reader and loader; SECONDS=600 for longer'
	echo 'make picture   draw docs/picture.svg again'
	echo 'make screens   draw docs/picture.svg and docs/screens/ again; needs Chromium'
	echo 'make rules     write docs/rules/ again from the rules'\'' docstrings'
	echo 'make lock      write constraints.txt again from a fresh environment'
	echo 'make clean     remove .venv and all that was built'

# --- environment: one stamp for each thing that is installed ---------------------------------------------------

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"promocheck needs Python 3.11 or newer; $(PYTHON) is %d.%d. Try: make PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	echo 'installing promocheck into $(VENV) ...'
	$(INSTALL) -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	echo 'installing the tools of the tests into $(VENV) ...'
	$(INSTALL) -e '.[dev]'
	touch $@

# Without quantulum3 the benchmarks still run, and say so.
$(VENV)/.bench: $(VENV)/.dev
	$(INSTALL) -e '.[bench]' || echo 'quantulum3 could not be installed'
	touch $@

# --- the two commands ------------------------------------------------------------------------------------------

# The draft has no errors; the copy with slips must be found out, so exit 1 is what the demo expects of it.
demo: $(VENV)/.run
	$(BIN)/promocheck audit $(EXEMPLAR)/draft.html --registry $(EXEMPLAR)/registry > $(VENV)/draft.out \
		|| { cat $(VENV)/draft.out; echo '$(EXEMPLAR)/draft.html should be clean' >&2; exit 1; }
	sed -n 's|^  claims  *\([0-9]*\):|$(EXEMPLAR)/draft.html: no errors, \1 claims:|p' $(VENV)/draft.out
	echo '$(EXEMPLAR)/slips.html: the same page with planted slips'
	echo
	$(BIN)/promocheck audit $(EXEMPLAR)/slips.html --registry $(EXEMPLAR)/registry; status=$$?; \
		[ $$status -eq 1 ] || { echo "slips.html should exit 1, not $$status" >&2; exit 1; }

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q

slow: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m slow

# --- keeping the house -----------------------------------------------------------------------------------------

lint: $(VENV)/.dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check .; exit 1; }
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python docs/rules.py --check

check:
	$(MAKE) lint
	$(MAKE) newcomer
	$(MAKE) gold
	$(MAKE) test
	$(MAKE) slow

newcomer:
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& git clone -q . "$$folder/promocheck" \
		&& $(MAKE) -C "$$folder/promocheck" demo > "$$folder/out" 2>&1 \
		&& echo "newcomer: make demo works in a clean clone of $$(git rev-parse --short HEAD)" \
		|| { cat "$$folder/out"; echo 'newcomer: make demo fails in a clean clone' >&2; exit 1; }

gold: $(VENV)/.dev
	if [ -d $(SHARED)/gold ]; then $(BIN)/python -m pytest -q -m gold tests/gold; \
	else echo 'gold: skipped, there is no $(SHARED)/gold'; fi

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/drill.py
	$(BIN)/python benchmarks/abstracts.py
	$(BIN)/python benchmarks/planted.py
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/printed.py
	$(BIN)/python benchmarks/loading.py --facts 10000
	$(BIN)/python benchmarks/large.py

SECONDS ?= 60
$(VENV)/.fuzz: $(VENV)/.dev
	$(INSTALL) -e '.[fuzz]'
	touch $@

fuzz: $(VENV)/.fuzz
	for target in $$($(BIN)/python -c 'from tests.fuzz.targets import TARGETS; print(*TARGETS)'); do \
		echo "fuzzing $$target for $(SECONDS) s ..."; \
		$(BIN)/python tests/fuzz/run.py $$target --seconds $(SECONDS) > $(VENV)/fuzz.out 2>&1 \
			|| { tail -40 $(VENV)/fuzz.out; exit 1; }; \
		grep -E '^(#.*DONE|stat::number|stat::average|stat::peak)' $(VENV)/fuzz.out; \
	done

picture: $(VENV)/.run
	$(BIN)/python docs/picture.py

screens: picture $(VENV)/.dev
	$(BIN)/python docs/screens.py

rules: $(VENV)/.run
	$(BIN)/python docs/rules.py

lock:
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& export PIP_DISABLE_PIP_VERSION_CHECK=1 \
		&& $(PYTHON) -m venv "$$folder/venv" \
		&& "$$folder/venv/bin/python" -m pip install -q '.[dev,bench,fuzz]' \
		&& { echo '# Exact versions that promocheck is tested with, its tools too. Written by make lock.'; \
			"$$folder/venv/bin/python" -m pip freeze --all --exclude promocheck --exclude pip | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$'; } > constraints.txt
	rm -rf build

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
