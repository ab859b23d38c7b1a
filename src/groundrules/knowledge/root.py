"""Where the declarative side lies: in an installed wheel, an editable install or a checkout."""

from __future__ import annotations

from pathlib import Path

from groundrules.domain.errors import GroundrulesError

_PACKAGE = Path(__file__).resolve().parents[1]
_PROOF = "guidance.yaml"


def rules_root() -> Path:
    """The folder `rules/`: inside the package in a wheel, beside `src/` in an editable install and in a checkout.

    Errors: `GroundrulesError` where neither holds the guidance, as in a broken installation.
    """
    for candidate in (_PACKAGE / "rules", _PACKAGE.parents[1] / "rules"):
        if (candidate / _PROOF).is_file():
            return candidate
    raise GroundrulesError("the rules are missing from this installation: install groundrules again")
