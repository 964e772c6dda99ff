# All work is done by packaging/dev.py, which also runs without make: py packaging\dev.py run
# ARGS are passed on: make run ARGS="search brug", make test ARGS="tests/unit -x"

PYTHON ?= python3

.PHONY: run test bench screenshots translate
.SILENT:

run test bench screenshots translate:
	$(PYTHON) packaging/dev.py $@ $(ARGS)
