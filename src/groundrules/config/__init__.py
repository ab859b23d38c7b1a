"""Configuration: a file in the project, read into the values of a run, every mistake with its path and line."""

from __future__ import annotations

from groundrules.config.baseline import FILE as BASELINE_FILE
from groundrules.config.baseline import load_baseline
from groundrules.config.file import Configuration, find, load

__all__ = ["BASELINE_FILE", "Configuration", "find", "load", "load_baseline"]
