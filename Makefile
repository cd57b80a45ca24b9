# The commands of the project. A fresh machine needs Python >= 3.11 with its venv module, and make.
#
#   make run     set up what is missing and start the bot (ARGS="..." is passed on)
#   make quick   lint, types, contracts and the tests of the pure rooms, in less than a minute
#   make test    set up what is missing and run every check
#   make test-postgres  every test with the database on PostgreSQL
#   make coverage  the same, and how much of the code the tests reach: 90 % or more
#   make setup   only make .venv, with everything for development
#   make format  let ruff put the files in shape
#   make lint    every check but the tests
#   make survival  200 citizens report while the bot is killed again and again, a minute
#   make rehearsal  a whole polling day with everything going wrong, 20 minutes; writes docs/rehearsal.md
#   make hostile   100,000 updates from people who wish the bot ill, about five minutes
#   make screenshots  take the pictures of the sandbox's page in docs/ anew
#   make dialogues  draw the dialogues, states and rights in docs/ anew
#   make bench   every benchmark in one sitting, half an hour (figures: docs/performance.md)
#   make lock    write the lock files anew from pyproject.toml (UPGRADE=--upgrade for newer releases)
#   make clean   remove .venv and what the checks left behind; data/ and .env stay

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup chromium systemd postgresql quick pure test test-postgres coverage format lint survival rehearsal hostile screenshots dialogues bench lock clean

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes
# langdetect is published as source only. It is built with the setuptools of our own lock, so that
# nothing unpinned is fetched, not even to build.
PIP_LOCKED := $(PIP) --use-pep517 --no-build-isolation

help:
	@sed -n 's/^#   \(make .*\)/\1/p' Makefile

run: .venv/runtime.stamp
	@$(PY) bot.py $(ARGS)

setup: .venv/dev.stamp chromium systemd postgresql

# The tests of the sandbox's page need Debian's Chromium. Where it can be installed, it is; else they say so and are left out.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing Chromium, for the tests of the sandbox's page." && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; } || \
		echo "There is no Chromium and it could not be installed (as root: apt-get install chromium): tests/page will be skipped."

# The test of the service file needs Debian's systemd, which need not run.
systemd:
	@command -v systemd-analyze >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing systemd, for the test of the service file." && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends systemd >/dev/null; } || \
		echo "There is no systemd and it could not be installed (as root: apt-get install systemd): its test will be skipped."

# The tests on PostgreSQL start servers of their own; of Debian's package only the programs are used, no cluster is made.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing PostgreSQL, for the tests of that engine." && apt-get update -qq && \
		mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] || \
		echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf; } && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold \
		postgresql >/dev/null; } || true
ON_SERVER = ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	{ echo "There is no PostgreSQL and it could not be installed (as root: apt-get install postgresql): its tests are left out."; exit 0; }
# What a single writer gives for free has to hold there too: transactions, numbers, the chain, two people, each dialogue.
SERVED := tests/db/test_transactions.py tests/db/test_chats.py tests/db/test_holds.py tests/db/test_keys.py \
	tests/announcements/test_four_eyes.py tests/operations/test_audit.py tests/citizen/test_report.py \
	tests/officer/test_acts.py tests/announcements/test_announcing.py

# The rooms that know no clock, network or disk, and what stands beside them: each test takes milliseconds.
PURE := $(wildcard $(addprefix tests/,broadcasts casework conversations health language locales metrics publishing reports resort))
# One more than two cores: some tests wait for played time or for a killed process.
PYTEST := PTB_TIMEDELTA=1 $(PY) -m pytest -n 3 --dist worksteal

quick: .venv/dev.stamp
	@$(MAKE) --no-print-directory -j 2 -O lint pure

pure: .venv/dev.stamp
	PTB_TIMEDELTA=1 $(PY) -m pytest -q -n 2 --dist worksteal $(PURE)

test: lint chromium systemd postgresql
	$(PYTEST) $(ARGS)
	@[ -n "$(ARGS)" ] || { $(ON_SERVER) && TEST_ENGINE=postgresql $(PYTEST) $(SERVED); }

# Everything once more with the resort's database on a server.
test-postgres: .venv/dev.stamp postgresql
	@$(ON_SERVER) && TEST_ENGINE=postgresql $(PYTEST) $(ARGS)

coverage: lint chromium systemd
	$(PYTEST) --cov --cov-report=term $(ARGS)

lint: .venv/dev.stamp
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) .venv/bin/lint-imports --no-logo

format: .venv/dev.stamp
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

survival: .venv/dev.stamp
	SURVIVAL=full PTB_TIMEDELTA=1 $(PY) -m pytest tests/survival -s $(ARGS)

rehearsal: .venv/dev.stamp
	REHEARSAL=full REHEARSAL_PAGE=docs/rehearsal.md PTB_TIMEDELTA=1 $(PY) -m pytest tests/rehearsal -s $(ARGS)

hostile: .venv/dev.stamp
	HOSTILE=full PTB_TIMEDELTA=1 $(PY) -m pytest tests/hostile -s $(ARGS)

screenshots: .venv/dev.stamp chromium
	@$(PY) -m tests.page.screenshots

dialogues: .venv/dev.stamp
	@$(PY) -m tests.stage.dialogues

bench: .venv/dev.stamp
	@for each in reading intake answer exporting dispatch broadcast growth; do echo "## $$each"; $(PY) -m bench.$$each || exit 1; done

# A stamp is newer than its lock when .venv holds what the lock says: then pip is not even started.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	@echo "Setting up .venv, once; this takes about a minute."
	@$(PYTHON) -m venv --clear .venv

.venv/build.stamp: requirements-build.lock | .venv/bin/python
	@$(PIP) -r requirements-build.lock
	@touch $@

.venv/runtime.stamp: requirements.lock .venv/build.stamp | .venv/bin/python
	@$(PIP_LOCKED) -r requirements.lock
	@touch $@

# The development lock holds the runtime's too, at the same versions.
.venv/dev.stamp: requirements-dev.lock requirements.lock .venv/build.stamp | .venv/bin/python
	@$(PIP_LOCKED) -r requirements-dev.lock
	@touch .venv/runtime.stamp $@

# For every platform and every Python from 3.11 on, with the hash of each published file.
LOCK_MADE := \# Made by `make lock` from pyproject.toml; not edited by hand.
UV := .venv-lock/bin/uv
COMPILE := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header $(UPGRADE)

lock: | $(UV)
	@awk -F'"' '/^requires = /{print $$2}' pyproject.toml | $(COMPILE) - -o requirements-build.lock
	@$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock
	@$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
	@for lock in requirements-build.lock requirements.lock requirements-dev.lock; do \
		{ echo '$(LOCK_MADE)'; cat $$lock; } > $$lock.new && mv $$lock.new $$lock; \
	done
	@! grep -nE 'index-url|find-links|://' requirements*.lock

$(UV):
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install -qq --disable-pip-version-check uv

clean:
	rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
