"""What the value of a field looks like, for the programs that editors write with.

Each form is a piece of JSON Schema beside a parser of `fields`: never stricter than the parser
about anything that editors write, and as strict as a pattern can be. Two words are our own and
leave the schema again: `code` names the finding that explains the form, `shape` says it to a
person in a word or two. YAML reads `2026` as a number and `true` as neither text nor number, so
whatever may look like one is allowed to be one.
"""

from collections.abc import Iterable

from pydantic import WithJsonSchema


def _form(*kinds: str, **form: object) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", *kinds], **form})


def line(limit: int) -> WithJsonSchema:
    """One line with at most `limit` characters."""
    pattern = r"^\s*\S[^\n\t]*\s*$"
    return _form("number", "boolean", pattern=pattern, maxLength=limit, code="einzeilig-erwartet")


def prose(limit: int) -> WithJsonSchema:
    """Lines with at most `limit` characters."""
    shape = "mehrere Zeilen"
    return _form("number", "boolean", pattern=r"\S", maxLength=limit, code="text-leer", shape=shape)


def whole(low: int, high: int) -> WithJsonSchema:
    """A whole number from `low` to `high`."""
    shape = f"Zahl von {low} bis {high}"
    return _form(
        "integer",
        pattern=r"^\d{1,6}$",
        minimum=low,
        maximum=high,
        code="zahl-ungueltig",
        shape=shape,
    )


def degrees(low: int, high: int) -> WithJsonSchema:
    """A coordinate in decimal degrees from `low` to `high`."""
    return _form(
        "number",
        pattern=r"^-?\d{1,3}\.\d{1,8}$",
        minimum=low,
        maximum=high,
        code="koordinate-ungueltig",
        shape="Grad mit Punkt",
    )


def choice(words: Iterable[str], finding: str = "auswahl-unbekannt") -> WithJsonSchema:
    """One of some words; a word that YAML reads as a number may be the number."""
    known = list(words)
    numbers = [int(word) for word in known if word.isdecimal()]
    return WithJsonSchema({"enum": [*known, *numbers], "code": finding})


_YEAR = r"(19|20|21)\d{2}"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""What every id looks like, as a pattern without its ends."""

DATE = _form(pattern=f"^{_YEAR}-{_MONTH}-{_DAY}$", code="datum-ungueltig", shape="JJJJ-MM-TT")
WHEN = _form(
    "integer",
    pattern=f"^{_YEAR}(-{_MONTH}(-{_DAY}([ T]{_TIME})?)?)?$",
    minimum=1900,
    maximum=2199,
    code="zeitpunkt-ungueltig",
    shape="JJJJ, JJJJ-MM, JJJJ-MM-TT oder JJJJ-MM-TT hh:mm",
)
RHYTHM = _form(
    pattern=r"^\s*\S[^\n\t]*\s*$",
    maxLength=90,
    code="rhythmus-unklar",
    shape="Wochentage oder Rhythmus",
)
CLOCK = _form(pattern=f"^{_TIME}$", code="uhrzeit-ungueltig", shape="HH:MM")
YEAR = _form(
    "integer",
    pattern=f"^{_YEAR}$",
    minimum=1900,
    maximum=2199,
    code="jahr-ungueltig",
    shape="JJJJ",
)
EURO = _form(
    "number",
    pattern=r"^\d{1,5}([.,]\d{2})?$",
    minimum=0,
    maximum=99_999.99,
    code="betrag-ungueltig",
    shape="nur die Zahl",
)
POSTAL_CODE = _form(
    "integer",
    pattern=r"^\d{5}$",
    minimum=0,
    maximum=99_999,
    code="postleitzahl-ungueltig",
    shape="fünf Ziffern",
)
SLUG = _form("integer", pattern=f"^{ID}$", maxLength=80, minimum=0, code="kennung-ungueltig")
MIXED = _form(pattern=f"^{ID}/{ID}$", code="verweis-ohne-art")
PHONE = _form(
    "number",
    pattern=r"^\s*(\(?[+0][0-9()\s/.‐‑‒–—−-]+|1[0-9 -]{2,8})\s*$",
    minimum=110,
    code="telefon-ungueltig",
)
MAIL = _form(pattern=r"^[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:]+$", code="mail-ungueltig")
WEB = _form(
    pattern=r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"`{}|\\^]+$',
    code="webadresse-ohne-https",
    shape="https://…",
)
LANGUAGE = _form(pattern=r"^([a-z]{2}|dgs)$", code="sprache-unbekannt")
PAPER = _form(
    pattern=r"^\s*[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*\s+\d{1,5}/\d{4}(\s+\d{1,2}\.\s+Ergänzung)?\s*$",
    code="drucksache-ungueltig",
)
