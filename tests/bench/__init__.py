"""The benchmark: what sessions cost, against the bare vendor libraries doing the same. Run `python -m tests.bench`."""
