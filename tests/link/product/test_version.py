"""What a specifier lets in."""

from __future__ import annotations

import pytest

from groundrules.link.product.version import admits, requires


@pytest.mark.parametrize(
    ("specifier", "boundary", "expected"),
    [
        ("", "1", True),
        ("==0.27.8", "1", False),
        ("==1.29.0", "1.0.0", True),
        (">=0.27", "1", True),
        (">=0.27,<1", "1", False),
        (">=0.27, <1.0.0", "1", False),
        ("<=0.28.1", "1", False),
        ("<=1.0", "1", True),
        ("<2", "1", True),
        ("~=0.27.4", "1", False),
        ("~=0.27", "1", False),
        ("~=1.2", "1", True),
        ("^0.27.2", "1", False),
        ("^1.29.0", "1", True),
        ("^3.2.1", "4", False),
        ("~4.1", "4", True),
        ("0.27.*", "1", False),
        ("0.28.1", "1", False),
        ("=0.27", "1", False),
        ("^3.0.0 || ^4.0.0", "4", True),
        ("!=1.2", "1", True),
        ("latest", "4", True),
    ],
)
def test_a_specifier_lets_in_versions_from_a_boundary_on(specifier: str, boundary: str, expected: bool) -> None:
    assert admits(specifier, boundary) is expected


@pytest.mark.parametrize(
    ("specifier", "boundary", "expected"),
    [
        ("", "1", False),
        (">=0.40", "1", False),
        (">=1.2,<3", "1", True),
        ("==2.12.0", "1", True),
        ("~=1.4", "1", True),
        ("^2.0.0", "1.0.0", True),
        ("<3", "1", False),
        ("^0.9 || ^1.0", "1", False),
        ("latest", "1", False),
    ],
)
def test_a_specifier_requires_a_boundary(specifier: str, boundary: str, expected: bool) -> None:
    assert requires(specifier, boundary) is expected
