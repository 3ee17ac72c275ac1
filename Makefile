# gongbao. Needs python3 (>= 3.11, with venv) and make; everything else is set up by the first target that needs it.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell \
	$(p) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(p))))
BIN := .venv/bin
# One stamp for one lock, one project file and one place: none of the three can change without a new environment.
STAMP := $(shell (cat requirements.lock pyproject.toml; pwd) | cksum | cut -d ' ' -f 1)
READY := .venv/ready-$(STAMP)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
JOBS ?= 2

.PHONY: run test check chart fast score train bench soak live help lock clean

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 16

run: $(READY)  ## load the seeds into ./data and say what came of it
	@$(BIN)/gongbao init

test: $(READY)  ## every test that needs no network
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: $(READY)  ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

chart:  ## the script that makes the charts of the page move (ECharts); needs npm, and its registry
	@command -v npm >/dev/null || { echo "expected npm, found none on the PATH: install Node.js; charts stay still without it" >&2; exit 1; }
	@cd warehouse/explorer/script && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build

fast: $(READY)  ## extraction as machine code: a fifth to two fifths faster, the same claims; needs gcc and Python's headers
	@$(BIN)/python -m flows.compiled.build

score: $(READY)  ## what is read against what is annotated, by set, genre and field (ARGS="--against COMMIT")
	@$(BIN)/python -m tests.extract.gold.ruler $(ARGS)

train: $(READY)  ## the weights of the second reader and of confidence anew (ARGS="--write" writes them)
	@$(BIN)/python -m tests.extract.gold.train $(ARGS)

bench: $(READY)  ## speed and memory, as ratios in one run (ARGS="--against COMMIT")
	@$(BIN)/python -m tests.benchmarks.run $(ARGS)

soak: $(READY)  ## the long runs: bad weather, kills, memory, cost, weeks of a schedule (hours, ends by itself)
	@$(BIN)/python -m pytest tests/soak -o python_files='soak_*.py' -p no:cacheprovider -s $(ARGS)

live: $(READY)  ## one day of each source against its declaration, as a table; needs the network (ARGS="--source rmrb")
	@$(BIN)/python -m tests.live $(ARGS)

lock:  ## write requirements.lock anew from pyproject.toml
	@test -x .make/lock/bin/uv || { $(PYTHON) -m venv .make/lock && .make/lock/bin/python -m pip -qq install uv; }
	@echo '# Every package with its hashes, for CPython 3.11 to 3.13. Written by "make lock" from pyproject.toml; do not edit.' > requirements.new
	@.make/lock/bin/uv pip compile pyproject.toml --group dev --group build --universal --python-version 3.11 --upgrade --quiet \
		--generate-hashes --no-emit-package playwright --no-emit-index-url --no-emit-find-links --no-annotate --no-header >> requirements.new
	@mv requirements.new requirements.lock

clean:  ## remove the environment and what is compiled; the data stays
	@rm -rf .venv flows/compiled/built flows/compiled/.made-*

$(READY):
	@test -n "$(PYTHON)" || { echo "expected python3 >= 3.11 with its venv module, found none on the PATH: install python3 and python3-venv" >&2; exit 1; }
	@echo "setting up .venv with $(PYTHON) (once, about a minute)" >&2
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { echo "expected a working venv module, found none in $(PYTHON): install python3-venv" >&2; rm -rf .venv; exit 1; }
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@
