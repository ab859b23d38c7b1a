"""Configuration: a file in the project, read into the values of a run, every mistake with its path and line."""

from __future__ import annotations

from groundrules.config.file import Configuration, find, load

__all__ = ["Configuration", "find", "load"]
