.DEFAULT_GOAL := help
.PHONY: help run check format lint types contracts test gate baseline pins bench evals train hooks

help: ## list every verb
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: ## start the web app with the demo program
	uv run app.py

check: ## formatting, lint, types, import contracts, tests and the evaluation gate, as in CI
	uv run ruff format --check
	$(MAKE) lint types contracts test gate

format: ## write the formatting, and what lint can mend by itself
	uv run ruff format
	uv run ruff check --fix

lint: ## find faults by rule
	uv run ruff check

types: ## check types strictly
	uv run mypy

contracts: ## check that imports point inward
	uv run lint-imports

test: ## run all tests, offline
	uv run pytest

gate: ## stop what keeps a promise worse than the baseline, on the development cases
	uv run python -m evals.gate

baseline: ## measure the whole set anew, and keep it as what versions are compared with
	uv run python -m evals.keep

pins: ## resolve all packages anew and pin their versions in uv.toml
	uv run --no-project scripts/pins.py

bench: ## print the benchmarks beside their alternatives
	uv run --group bench python -m evals.bench

evals: ## score every reader beside trivial baselines
	uv run python -m evals.preparation
	uv run python -m evals.conflicts
	uv run python -m evals.coaching
	uv run python -m evals.simulated_mentees
	uv run python -m evals.monotone
	uv run python -m evals.briefs
	uv run python -m evals.notes

train: ## train the heads, the judge and the adapted encoders anew
	uv run --group train python -m training.rubric.train
	uv run --group train python -m training.rubric.help --out assistant/weights/rubric
	uv run --group train python -m training.advice.train
	uv run --group train python -m training.notes.train
	uv run --group train python -m training.conflicts.encoder
	uv run --group train python -m training.conflicts.judge
	uv run --group train python -m training.reranker.train

hooks: ## let git run the quick checks before each commit
	uv run pre-commit install
