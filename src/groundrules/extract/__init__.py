"""Extract: what one file says, as far as the file goes. Bytes in, facts out; no file knows another."""

from __future__ import annotations

from groundrules.extract.reader import ReadBytes, Reader, facts_of

__all__ = ["ReadBytes", "Reader", "facts_of"]
