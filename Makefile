# Two commands: `make demo` shows what Sayso does, `make check` runs every check. Both set up what they need.
PYTHON ?= python3

demo: .venv/ready
	.venv/bin/sayso demo

check: test lint

test: .venv/dev
	.venv/bin/python -m pytest

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m docs.cli --check

.venv/ready: pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --editable .
	touch $@

.venv/dev: pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --editable ".[dev]"
	touch $@

.PHONY: demo check test lint
