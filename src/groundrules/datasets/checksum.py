"""Numbers that prove themselves: check digits of cards, bank accounts and national identity numbers.

Each function takes the number without separators, in capitals, and says whether its check digits are right.
"""

from __future__ import annotations

from itertools import cycle

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_NIE_FIRST = {"X": "0", "Y": "1", "Z": "2"}
_DNI_DIGITS = 8

_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21,
    "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18,
    "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
    "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PT": 25, "QA": 29, "RO": 24,
    "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VG": 24, "XK": 20,
}  # fmt: skip
"""Length by country. Source: the SWIFT IBAN registry."""

_ODD_VALUES = dict(
    zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16,
         10, 22, 25, 24, 23), strict=True)
)  # fmt: skip
"""Values of the characters in odd places of a codice fiscale. Source: decree of 23 December 1976, article 7."""


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of Luhn (ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_iban(text: str) -> bool:
    """Whether a bank account number has the length of its country and the remainder 1 by 97 (ISO 13616)."""
    if _IBAN_LENGTHS.get(text[:2]) != len(text):
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def is_dni(text: str) -> bool:
    """Spain: eight digits (a foreigner's begin with X, Y or Z) and a letter, their remainder by 23."""
    digits = _NIE_FIRST.get(text[0], text[0]) + text[1:-1]
    return len(digits) == _DNI_DIGITS and digits.isdigit() and _DNI_LETTERS[int(digits) % 23] == text[-1]


def is_nir(text: str) -> bool:
    """France: thirteen digits (2A and 2B in Corsica) and a key, 97 less their remainder by 97."""
    number = text[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and text[13:].isdigit() and 97 - int(number) % 97 == int(text[13:])


def is_cpf(digits: str) -> bool:
    """Brazil: eleven digits, the last two weighted sums by 11; eleven equal digits are none."""
    if len(set(digits)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(digit) * weight for digit, weight in zip(digits, range(length + 1, 1, -1), strict=False))
        if total * 10 % 11 % 10 != int(digits[length]):
            return False
    return True


def is_codice_fiscale(text: str) -> bool:
    """Italy: fifteen letters and digits and a letter, the sum of their values by 26."""
    total = 0
    for character, is_odd in zip(text[:15], cycle((True, False)), strict=False):
        total += _ODD_VALUES[character] if is_odd else int(character, 36) - (10 if character.isalpha() else 0)
    return chr(ord("A") + total % 26) == text[15]


def is_ssn(digits: str) -> bool:
    """United States: no check digit; ranges never given out, and numbers known from advertisements, are none."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    if area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000":
        return False
    return digits not in ("078051120", "219099999", "457555462", "123456789")
