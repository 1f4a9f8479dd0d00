# The one runner. `make run` and `make test` set up everything they need; Python 3.11 to 3.14, pip and make suffice.
# Checks have tiers: `test` at every commit, `check-model` for the whole model, `release` asks for the record of the latter.

PYTHON ?= python3
VENV := .venv
PEERS ?= .venv-peers
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url $(UPGRADE) pyproject.toml
SCENARIO ?= scenarios/coaches/redeploy_1000_coaches.yaml

.DEFAULT_GOAL := help
.PHONY: help warm run report test check-model validate impact release lint types golden notebook bench bench-peers docs \
	answers calibrated manual questions schema lock check-pythons licences audit clean

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 17

$(STAMP): requirements-test.lock pyproject.toml
	@$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info < (3, 15)' 2>/dev/null \
		|| { echo "welfsim needs Python 3.11 to 3.14; name one with: make run PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements-test.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

warm: $(STAMP)  ## Compile the model, once after an update
	@$(BIN)/python -c 'from welfsim.cli.compiling import compile_month; compile_month()'
	@$(BIN)/python -c 'import welfsim; welfsim.run("baseline", people=1000, months=1)'

run: warm  ## Compare a scenario with the baseline and print the table
	$(BIN)/welfsim compare $(SCENARIO)

report: warm  ## Write results/SCENARIO.html, one page that explains itself (about 7 minutes)
	$(BIN)/welfsim report $(SCENARIO)

test: $(STAMP)  ## Lint, types, import contracts, then the tests of every commit
	@$(MAKE) --no-print-directory --jobs 2 warm lint types
	$(BIN)/pytest -n 2 --dist loadfile -m "not model or sample"

check-model: warm  ## Statistics, every stored table, every notebook; writes checks/model.json
	@$(BIN)/python .ci/check_model.py

validate: warm  ## Write the page that says where the model is wrong, from runs of some minutes (PEOPLE=40000)
	$(BIN)/python docs/make_validation.py $(PEOPLE)

impact: warm  ## Measure what each parameter with a range is worth, and write it into the log of assumptions
	$(BIN)/python docs/make_impact.py
	$(BIN)/python docs/make_tables.py

release: $(STAMP)  ## Build the wheel, if the records of the long checks hold
	@$(BIN)/python .ci/release.py

lint: $(STAMP)  ## Ruff and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

golden: $(STAMP)  ## Recompute the golden fiscal tables and show what differs
	$(BIN)/welfsim regress

notebook: $(STAMP)  ## Execute the notebooks in place
	$(BIN)/jupyter-execute --inplace notebooks/*.ipynb

bench: warm  ## Person-months a second, and the engine against its numpy twin, in one run
	$(BIN)/python -m benchmarks

$(PEERS)/.installed: Makefile
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check starsim==3.7.2 neworder==1.4.3
	@touch $@

bench-peers: warm $(PEERS)/.installed  ## A small job against starsim and neworder, in an environment of their own
	$(BIN)/python -m benchmarks.peers $(PEERS)/bin/python

docs: warm schema  ## Write every page that is made from declarations or from a short run
	$(BIN)/python docs/make_tables.py
	$(BIN)/python docs/make_published.py
	$(BIN)/python docs/make_start.py
	$(BIN)/python docs/make_drift.py

answers: warm  ## Write the answers, the checks on behaviour and what scenarios do, from long runs (PEOPLE=50000)
	$(BIN)/python docs/make_answers.py $(PEOPLE)
	$(BIN)/python docs/make_behaviour.py $(PEOPLE)
	$(BIN)/python docs/make_scenarios.py $(PEOPLE)

calibrated: warm  ## Fit the factors and write their package, their errors and the page (PEOPLE=50000)
	$(BIN)/python docs/make_calibration.py $(PEOPLE)

questions: warm  ## Write the page on questions, each answered by its own command
	$(BIN)/python docs/make_questions.py

manual: $(STAMP)  ## Build the manual as a site in build/manual/site; a link that leads nowhere stops it
	$(INSTALL) --no-build-isolation -e '.[manual]'
	$(BIN)/python docs/make_manual.py

schema: $(STAMP)  ## Write the JSON Schema of scenario files
	$(BIN)/python -m welfsim.scenario

lock: pyproject.toml  ## Pin what pyproject.toml asks for (needs uv; newest releases: UPGRADE=--upgrade)
	$(LOCK) -o requirements.lock
	$(LOCK) --extra test --constraint requirements.lock -o requirements-test.lock

check-pythons: $(STAMP)  ## The wheel on every other Python found here, against this one's accounts
	@$(BIN)/python .ci/check_pythons.py

licences: $(STAMP)  ## Licences of the locked packages, held to a list
	@$(BIN)/python .ci/licences.py

audit: $(STAMP)  ## Known vulnerabilities of the locked packages (needs the network)
	@$(BIN)/python .ci/audit.py

clean:  ## Remove what can be made again
	rm -rf $(VENV) $(PEERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
