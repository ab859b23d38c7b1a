"""`python -m groundrules`."""

from __future__ import annotations

from groundrules.cli.group import main

if __name__ == "__main__":
    main(prog_name="groundrules")
