"""Check digits, by numbers that the issuing bodies and standards publish as examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from groundrules.datasets.checksum import is_codice_fiscale, is_cpf, is_dni, is_iban, is_luhn, is_nir, is_ssn

RIGHT: list[tuple[Callable[[str], bool], str]] = [
    (is_luhn, "79927398713"),
    (is_luhn, "4539148803436467"),
    (is_iban, "GB29NWBK60161331926819"),
    (is_iban, "DE89370400440532013000"),
    (is_iban, "FR1420041010050500013M02606"),
    (is_iban, "ES9121000418450200051332"),
    (is_iban, "NO9386011117947"),
    (is_iban, "MT84MALT011000012345MTLCAST001S"),
    (is_dni, "12345678Z"),
    (is_dni, "00000000T"),
    (is_dni, "X1234567L"),
    (is_nir, "255081416802538"),
    (is_nir, "253072B07300470"),
    (is_nir, "253072A07300443"),
    (is_cpf, "39053344705"),
    (is_cpf, "11144477735"),
    (is_codice_fiscale, "RSSMRA85T10A562S"),
    (is_codice_fiscale, "RCCMNL83S18D969H"),
    (is_ssn, "536904399"),
]

WRONG: list[tuple[Callable[[str], bool], str]] = [
    (is_luhn, "79927398710"),
    (is_iban, "GB29NWBK60161331926818"),
    (is_iban, "GB29NWBK6016133192681"),
    (is_iban, "ZZ89370400440532013000"),
    (is_dni, "12345678A"),
    (is_dni, "X1234567A"),
    (is_nir, "255081416802539"),
    (is_cpf, "39053344706"),
    (is_cpf, "11111111111"),
    (is_codice_fiscale, "RSSMRA85T10A562T"),
    (is_ssn, "078051120"),
    (is_ssn, "000121234"),
    (is_ssn, "666121234"),
    (is_ssn, "987654320"),
    (is_ssn, "123001234"),
    (is_ssn, "123450000"),
]


@pytest.mark.parametrize(("check", "number"), RIGHT)
def test_published_numbers_are_right(check: Callable[[str], bool], number: str) -> None:
    assert check(number)


@pytest.mark.parametrize(("check", "number"), WRONG)
def test_others_are_not(check: Callable[[str], bool], number: str) -> None:
    assert not check(number)


@pytest.mark.parametrize("position", range(16))
def test_one_wrong_digit_shows(position: int) -> None:
    right = "4539148803436467"
    wrong = str((int(right[position]) + 1) % 10)
    assert not is_luhn(right[:position] + wrong + right[position + 1 :])
