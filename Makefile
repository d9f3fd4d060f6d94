# Few verbs; CI runs the same ones. `make help` lists them.
.POSIX:
.SUFFIXES:
SHELL = /bin/sh
PYTHON = python3
BIN = .venv/bin
TRY = .touchbase-try
UPGRADE =

# Wheels only, hashes only: nothing unpinned is fetched and no foreign build script runs.
INSTALL = $(BIN)/python -m pip --quiet --disable-pip-version-check install
PINNED = $(INSTALL) --require-hashes --only-binary :all:
OURSELVES = $(INSTALL) --no-build-isolation --no-deps --editable .
# Long output is kept in a log and shown only when the step fails.
QUIETLY = >.venv/install.log 2>&1 || { cat .venv/install.log >&2; echo "make: installing failed; the reason stands above." >&2; exit 1; }
COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

# Whole lives: they show what coverage counts elsewhere, and run without counting, in two thirds of the time.
LONG = tests/kills tests/machine tests/simulation
SOAK = $(LONG) tests/bytes tests/edits tests/faults tests/planning tests/security tests/sync

.PHONY: help try test soak mutants bench lock fmt clean

help:
	@echo "make try      run the main job on the example files, in ./$(TRY)"
	@echo "make test     everything CI runs"
	@echo "make soak     the crashes, faults and lives of CI, for hours instead of minutes"
	@echo "make mutants  the code broken on purpose, and what no test notices (ONLY=guard for one room)"
	@echo "make bench    the benchmarks, as ratios"
	@echo "make lock     compile requirements*.txt again (UPGRADE=--upgrade for newer versions)"
	@echo "make fmt      format the code and sort the imports"
	@echo "make clean    remove what these verbs made"

try: .venv/runs
	@rm -rf $(TRY) && mkdir $(TRY)
	@cp config.example.toml $(TRY)/config.toml
	@cp -R stakeholders.example.toml examples $(TRY)/
	@set -e; export TOUCHBASE_HOME="$(TRY)" NO_COLOR=1; while read -r words; do \
		echo; echo "\$$ touchbase $$words"; $(BIN)/touchbase --no-input $$words; done < examples/try.txt
	@echo; echo "A further run finds nothing to do:"; TOUCHBASE_HOME="$(TRY)" $(BIN)/touchbase --no-input plan --exit-code >/dev/null
	@echo "The calendar is $(TRY)/calendar/touchbase.ics: open it in any calendar program."

test: .venv/tests
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Formatting differs: run 'make fmt'." >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >.venv/lint-imports.log || { cat .venv/lint-imports.log >&2; exit 1; }
	@$(BIN)/deptry touchbase >.venv/deptry.log 2>&1 || { cat .venv/deptry.log >&2; exit 1; }
	@$(BIN)/vulture
	@$(BIN)/pytest --numprocesses 2 --dist worksteal --cov --cov-report= -q $(LONG:%=--ignore=%)
	@$(BIN)/coverage report --fail-under=95
	@$(BIN)/coverage report --fail-under=100 --include='touchbase/planning/*,touchbase/sync/*'
	@$(BIN)/pytest --numprocesses 2 --dist worksteal -q $(LONG)

# The same promises, longer: every point of a crash, every byte of a file, twenty thousand lives of the state machine.
soak: .venv/tests
	@HYPOTHESIS_PROFILE=soak $(BIN)/pytest --numprocesses 2 --dist worksteal -q --timeout 36000 $(SOAK)

# What no test notices when the code is broken on purpose; docs/mutants.md judges what is left. ONLY=guard for one room.
mutants: .venv-mutants/ready
	@.venv-mutants/bin/python -m tests.mutants $(ONLY)

.venv-mutants/ready: requirements-dev.txt tests/requirements-mutants.txt
	@rm -rf .venv-mutants && $(PYTHON) -m venv .venv-mutants
	@.venv-mutants/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --only-binary :all: \
		-r requirements-dev.txt -r tests/requirements-mutants.txt
	@touch $@

bench: .venv/tests
	@$(BIN)/python -m benchmarks

fmt: .venv/tests
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

lock:
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip --quiet --disable-pip-version-check install uv; }
	@$(COMPILE) pyproject.toml --output-file requirements.txt
	@$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(COMPILE) --group build --constraint requirements-dev.txt --output-file requirements-build.txt
	@echo mutmut | $(COMPILE) - --constraint requirements-dev.txt --output-file tests/requirements-mutants.txt
	@echo khal | $(COMPILE) - --output-file benchmarks/requirements-khal.txt

clean:
	rm -rf .venv .venv-lock .venv-khal .venv-mutants $(TRY) .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

# A stamp is as new as the pins it was installed from. `try` is content with what `test` installed.
.venv/runs: requirements.txt requirements-build.txt pyproject.toml | .venv/python
	@test .venv/tests -nt requirements.txt || $(PINNED) -r requirements.txt -r requirements-build.txt $(QUIETLY)
	@$(OURSELVES) $(QUIETLY)
	@touch $@

.venv/tests: requirements-dev.txt pyproject.toml | .venv/python
	@$(PINNED) -r requirements-dev.txt $(QUIETLY)
	@$(OURSELVES) $(QUIETLY)
	@touch $@

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "touchbase needs Python 3.11 or newer; '$(PYTHON)' is `$(PYTHON) --version 2>/dev/null || echo missing`. Name another: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@touch $@
