"""Personal data in records: what counts, what only looks like it, and that no value is ever shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.datasets.contact import contacts
from groundrules.datasets.identity_number import identity_numbers
from tests.datasets.word_list import Profiler

IBANS = ("GB29NWBK60161331926819", "DE89370400440532013000", "FR1420041010050500013M02606",
         "ES9121000418450200051332", "NL91ABNA0417164300", "NO9386011117947")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to marta.llobregat@fixture-mail.org, please", "e-mail address"),
        ("(m.l+work@sub.fixture-mail.co.uk)", "e-mail address"),
        ("call +34 612 804 937 after six", "telephone number"),
        ("call +49 (0)171 906 2847", "telephone number"),
        ("my number is (212) 736-5049.", "telephone number"),
        ("0044 20 7321 6048", "telephone number"),
    ],
)
def test_contacts_of_people(text: str, kind: str) -> None:
    found = list(contacts(text))
    assert [item.kind for item in found] == [kind]
    assert text[found[0].start : found[0].end].strip("()") in text


@pytest.mark.parametrize(
    "text",
    [
        "info@fixture-mail.org and Customer.Support-ES@fixture-mail.org",
        "no-reply@fixture-mail.org, mba.admissions@fixture-mail.org",
        "jane.doe@fixture-mail.org or user@host.com",
        "ana@example.com, ana@shop.example, ana@mail.test, ana@yourcompany.com, fixture@fixture.org",
        "npm install left-pad@1.3.0, icon@2x.png, git@github.com:owner/name",
        "call (212) 555-0147, 555-0199 or +1 415 555 2671",
        "call +44 7700 900 123, +44 20 7946 0958, +33 1 99 00 12 34, +61 491 570 156, +49 30 23125 123",
        "toll free: 1-800-736-5049, +1 888 736 5049, +44 800 736 504",
        "+1 234 567 8901 and +49 111 11111 11",
        "on 2024-03-11, 10.12.2023 09:30:11, version 3.11.2.4017, 192.168.100.204, $12,345,678.90",
        "id 4718823905517, ISBN 978-3-16-148410-0, 2019-2023, 1 234 567",
        "-33.8568, 151.2153 +1.5",
    ],
)
def test_no_contacts_of_people(text: str) -> None:
    assert list(contacts(text)) == []


@pytest.mark.parametrize(
    ("text", "kind", "valid"),
    [
        ("card 4539 1488 0343 6467", "payment card number", True),
        ("card 4539-1488-0343-6468", "payment card number", False),
        ("card 4242 4242 4242 4242", "payment card number", False),
        ("amex 3714 496353 98431", "payment card number", False),
        ("IBAN GB29 NWBK 6016 1331 9268 19", "IBAN", True),
        ("DNI 12345678Z", "Spanish identity number", True),
        ("DNI 12345678A", "Spanish identity number", False),
        ("CPF 390.533.447-05", "Brazilian taxpayer number", True),
        ("C.F. RSSMRA85T10A562S", "Italian taxpayer code", True),
        ("NIR 2 55 08 14 168 025 38", "French social security number", True),
        ("SSN 536-90-4399", "US social security number", True),
        ("SSN 078-05-1120", "US social security number", False),
    ],
)
def test_numbers_by_their_check_digits(text: str, kind: str, valid: bool) -> None:
    assert [(item.kind, item.is_valid) for item in identity_numbers(text)] == [(kind, valid)]


def test_counted_by_record_and_value(profile_of: Profiler) -> None:
    rows = [{"prompt": f"pay invoice {n}", "completion": f"Transfer to {iban}"} for n, iban in enumerate(IBANS)]
    found = profile_of([*rows, rows[0], {"prompt": "a", "completion": "b"}]).personal_data
    assert (found.of, found.records) == (8, 7)
    assert found.kinds == (("IBAN", 7),)
    assert found.values == (("IBAN", 6),)
    assert [sample.line for sample in found.samples] == [1, 2, 3, 4, 5]
    assert found.words == "6 IBANs"


def test_no_value_is_shown(profile_of: Profiler) -> None:
    people = [f"rosa.{name}@fixture-mail.org" for name in ("vila", "puig", "serra", "soler", "ferrer", "riera")]
    rows = [
        {"prompt": f"Who is {person}?", "completion": f"{person}, card 4539 1488 0343 6467, {iban}, +34 612 804 937"}
        for person, iban in zip(people, IBANS, strict=True)
    ]
    found = profile_of(rows).personal_data
    shown = "\n".join(sample.excerpt for sample in found.samples)
    assert found.records == 6
    for value in (*people, "4539 1488 0343 6467", *IBANS, "612 804 937"):
        assert value not in shown
    assert "<e-mail address>" in shown


def test_right_check_digits_by_chance_are_no_cards(profile_of: Profiler) -> None:
    rows = [{"prompt": f"order {n}", "completion": f"4539148803{n:06}"} for n in range(436000, 436900)]
    assert profile_of(rows).personal_data.records == 0


@given(st.text(alphabet="@.+-_()0123456789 abZ/=:\n", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for item in (*contacts(text), *identity_numbers(text)):
        assert 0 <= item.start < item.end <= len(text)
