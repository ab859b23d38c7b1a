"""E-mail addresses and telephone numbers of people: not those of roles, of examples, or of fiction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundrules.datasets.identity_number import FEWEST_DIGITS, Found

E_MAIL, TELEPHONE = "e-mail address", "telephone number"

_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ROLES = _words(
    """
    info contact contacts support help helpdesk hello hi sales office admin administrator webmaster postmaster
    hostmaster noreply reply no donotreply newsletter news press media marketing service services customer customers
    customerservice customercare care team jobs job careers career recruitment hr billing accounts accounting finance
    invoices payments orders order shop store returns feedback enquiries enquiry inquiries inquiry booking bookings
    reservations reservation reception events security privacy abuse legal compliance gdpr dpo admissions admission
    registrar library enroll enrollment international alumni research editor editorial subscribe unsubscribe mail
    email mailer daemon notifications notification alerts alert updates system root git api dev developer developers
    engineering ops it tech techsupport general main welcome community partners partnerships investor investors ir
    contacto contactar ventas soporte ayuda atencion atencioncliente cliente clientes servicio reservas pedidos
    facturacion empleo prensa secretaria direccion kontakt anfrage verkauf vertrieb bestellung buchhaltung bewerbung
    presse kundenservice rechnung datenschutz contactez aide commercial commande accueil recrutement secretariat
    suporte contato vendas atendimento comercial informazioni assistenza vendite prenotazioni
    """
)
_EXAMPLE_DOMAINS = _words(
    """
    email mail domain yourdomain mydomain company yourcompany mycompany test testing sample demo foo bar baz abc xyz
    acme contoso fabrikam corp business website site host server provider organization organisation university school
    anything something placeholder somewhere somedomain localhost dominio empresa correo ejemplo beispiel firma
    exemple exemplo entreprise
    """
)
_RESERVED_ENDINGS = (".example", ".test", ".invalid", ".localhost", ".local", ".internal")
_EXAMPLE_NAMES = _words(
    """
    user username usr name yourname firstname lastname first last me you your my test tester testing foo bar baz
    someone somebody anyone example sample demo abc xyz johndoe janedoe doe address recipient sender to from xxx
    nombre usuario tu apellido ejemplo mustermann musterfrau vorname nachname benutzer nom prenom utilisateur
    """
)
_FILE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".js", ".py", ".css", ".json")

_NUMBER = re.compile(
    r"""
      (?<![\w.+/=-])(?:
        (?P<international> (?:\+|00)[1-9]\d{0,2} (?:[ .-]?\(0?\d{1,4}\))? (?:[ .-]?\d{2,4}){2,5} )
      | (?P<american> (?:1[ .-])? (?:\([2-9]\d\d\)\ ?|[2-9]\d\d[.-]) [2-9]\d\d[.-]\d{4} )
      )(?![\w/=-]|[.,]\d)
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d")
_FREE_CALLS = re.compile(
    r"(?:1?8(?:00|33|44|55|66|77|88)|1900)\d{7}$|800\d{7,8}$|(?:44|49|33|39|31|32|34|61|91|971|966)(?:80|90|84|87|81|300)"
)
_FICTION = re.compile(
    r"1?\d{3}555\d{4}$"
    r"|44(?:7700900|1632960|2079460|11[3-8]4960|1[2-6]14960|1914980|2896496|2920180|8081570|9098790|3069990)"
    r"|33(?:19900|26191|35301|46571|53649|63998)"
    r"|61(?:[2378]5550|[2378]7010|49157)"
    r"|49(?:3023125|6990009|4066969|2214710|8999998|17139200)"
)
"""Numbers kept for films and examples: 555 in North America, and the ranges of Ofcom, ACMA, ARCEP and the BNetzA."""
_MADE_UP = re.compile(r"(\d)\1{4}|01234|12345|23456|34567|45678|56789|98765|87654")


def contacts(text: str) -> Iterator[Found]:
    """The addresses and numbers of a text that may be a person's."""
    if "@" in text:
        for match in _ADDRESS.finditer(text):
            if is_personal_address(match[0].lower()):
                yield Found(E_MAIL, match[0].lower(), match.start(), match.end(), True)
    if FEWEST_DIGITS.search(text):
        for match in _NUMBER.finditer(text):
            digits = "".join(_DIGITS.findall(match[0]))
            if is_personal_number(digits.removeprefix("00") if match["international"] else digits):
                yield Found(TELEPHONE, digits, match.start(), match.end(), True)


def is_personal_address(address: str) -> bool:
    """Whether an e-mail address (in small letters) may be a person's."""
    local, _, domain = address.partition("@")
    labels = domain.split(".")
    if domain.endswith((*_RESERVED_ENDINGS, *_FILE_ENDINGS)) or "example" in domain or labels[-1].isdigit():
        return False
    if any(label in _EXAMPLE_DOMAINS for label in labels[:-1]) and domain != "mail.com":
        return False
    words = re.split(r"[^a-z]+", local)
    if any(word in _ROLES or word in _EXAMPLE_NAMES for word in words):
        return False
    return any(len(word) > 1 for word in words) and local not in labels


def is_personal_number(digits: str) -> bool:
    """Whether a telephone number (digits with the country's code) may be a person's."""
    if not 8 <= len(digits) <= 15:
        return False
    return not (_FREE_CALLS.match(digits) or _FICTION.match(digits) or _MADE_UP.search(digits))
