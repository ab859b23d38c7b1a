"""What makes a finding the same finding after lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from groundrules.check.words import name_of
from groundrules.domain.finding import Finding


def fingerprint(rule: str, path: str, entity: object, evidence: dict[str, Any]) -> str:
    """A digest of the rule, the path, the entity's kind and name, and the text of the evidence; of no line number.

    Numbers and places of the evidence are left out, since a dataset that grows by a row has the same fault.
    """
    words = [" ".join(text.split()).casefold() for _, text in sorted(_texts(evidence, ""))]
    return digest(rule, path, type(entity).__name__, name_of(entity), *words)


def digest(*parts: str) -> str:
    """32 hexadecimal digits of blake2b."""
    return hashlib.blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def tell_apart(findings: Iterable[Finding]) -> list[Finding]:
    """Give the second and later findings of one fingerprint an ordinal, in the order given."""
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        ordinal = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        if ordinal:
            finding = msgspec.structs.replace(finding, fingerprint=digest(finding.fingerprint, str(ordinal)))
        result.append(finding)
    return result


def _texts(value: Any, name: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from _texts(element, f"{name}.{key}")
    elif isinstance(value, list):
        for element in value:
            yield from _texts(element, name)
