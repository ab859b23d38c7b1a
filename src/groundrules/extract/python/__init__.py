"""Python by tree-sitter: one walk from bytes to facts, through broken code, Python 2 and notebook magics."""

from __future__ import annotations

from groundrules.extract.python.module import read

__all__ = ["read"]
