# Every chore, for people, agents and CI alike. Each target sets up what it needs in .venv, once.
# GNU make 3.81 (macOS) is enough. Only relative paths, so that the checkout may lie in a folder with spaces.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test fix accept bench

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

demo: $(READY) ## show the main job on a small real repository in a temporary folder
	@bash demo/run.sh

test: $(READY) ## lint, types and all tests: what CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

fix: $(READY) ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accept: $(READY) ## run all tests and write their golden files anew; then read `git diff`
	$(BIN)/python -m pytest --accept

bench: $(READY) ## measure start-up, many plans, big ones, reading, history and checks, as ratios
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/many_plans.py
	$(BIN)/python benchmarks/parse.py
	$(BIN)/python benchmarks/git_history.py
	$(BIN)/python benchmarks/verify.py
	$(BIN)/python benchmarks/big.py

# The stamp is the last thing written: a set-up that was cut short starts again from nothing.
# PIP_CONSTRAINT (pip before 25.3) and PIP_BUILD_CONSTRAINT (since) hold the build tools to their pins as well.
$(READY): pyproject.toml constraints.txt
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo 'make: $(PYTHON) is not there; sisyphus needs Python 3.11 or newer with venv.' >&2; \
	  echo '  fix: sudo apt-get install python3 python3-venv' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: $(PYTHON) is $$("$(PYTHON)" -V 2>&1); sisyphus needs Python 3.11 or newer." >&2; \
	  echo '  fix: sudo apt-get install python3.11 python3.11-venv && make PYTHON=python3.11' >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  v=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "make: $(PYTHON) lacks venv, which sets up the private .venv." >&2; \
	  echo "  fix: sudo apt-get install python$$v-venv" >&2; exit 1; }
	@echo 'Setting up .venv, once (about a minute) ...'
	@"$(PYTHON)" -m venv --clear .venv
	@PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  $(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q sisyphus # as pip does for what it copies; with PYTHONDONTWRITEBYTECODE nothing else would
	@touch $@
