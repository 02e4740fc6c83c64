"""A text -> what in it may belong to one person: names and mail addresses.

A guess by form. It knows frequent given names, not all of them, and lets pass what bears a name
and is nobody: a house, a street, a foundation, the mailbox of a role.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

_WORD = re.compile(r"[A-ZÄÖÜ]\w+")
# Not Fr.: it is a day of the week far more often.
_FORMS = frozenset(
    (
        *("Frau", "Herr", "Herrn", "Hr", "Prof", "Dr"),
        *("Pfarrer", "Pfarrerin", "Pastor", "Pastorin", "Diakon", "Diakonin"),
    )
)
_FORM = re.compile(
    rf"\b(?:{'|'.join(sorted(_FORMS))})\.?\s+(?:(?:Prof|Dr|med|theol)\. )*[A-ZÄÖÜ][\w-]+"
)
# The second word is looked at only, for it may be the given name itself.
_PAIR = re.compile(
    r"(?<![\w-])([A-ZÄÖÜ][a-zäöüßş]+(?:-[A-ZÄÖÜ]\w+)?)(?=("
    r"(?: (?:von|van|de|zu|der|[A-ZÄÖÜ]\.))* [A-ZÄÖÜ][\w-]+))"
)
_INITIAL = re.compile(r"[A-ZÄÖÜ]\. ?[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]\w+)?")
_INITIAL_ALONE = re.compile(rf"(?m)^{_INITIAL.pattern}$")
_THING = (
    r"(?i:stiftung|stift|haus|heim|schule|straße|str\.|platz|weg|allee|kirche|gemeinde|saal|halle"
    r"|zentrum|institut|preis|mobil|bibliothek|bücherei|museum|garten|park|verein|werk|akademie"
    r"|kolleg|gymnasium|klinik|krankenhaus|kapelle|treff|café|theater|forum)(?:e[nrs]?|s)?\b"
)
_IS_A_THING = re.compile(rf" ?(?:[\w-]+-)?{_THING}")
_OF_A_THING = re.compile(
    rf"(?: (?:und|&)(?: [A-ZÄÖÜ]\w+){{2}})?(?:[ -][A-ZÄÖÜ]\w+)?[ -]\w*{_THING}"
)
_SAINT = re.compile(r"(?:\bSt\.|\bSankt) ?$")

_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@((?:[\w-]+\.)+\w+)")
_FREE_MAIL = re.compile(
    r"(?:gmx|web|gmail|googlemail|t-online|freenet|yahoo|ymail|outlook|hotmail|live|msn|icloud|me"
    r"|aol|posteo|mailbox|arcor|proton|protonmail|kabelbw|unitybox|vodafone|1und1|online)"
    r"\.(?:de|com|net|org|at|ch|eu|me)",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"(?:[a-zäöüß]|[a-zäöüß-]{2,})[._][a-zäöüß-]{2,}\d{0,4}", re.IGNORECASE)
# What a mailbox of a role, a house or a part of town is called, in one part of its name.
_OF_A_ROLE = re.compile(
    r"(?:info|kontakt|contact|e?mail|hallo|hello|moin|team|sport|kultur|musik|chor|tanz|frauen|kita"
    r"|awo|drk|vhs|nord|s(?:ü|ue)d|ost|west|mitte)\d*"
    r"|(?:empfang|vorstand|presse|redaktion|anmeld|buchung|projekt|begegn|nachbar|quartier|stadtteil"
    r"|bezirk|tafel|kirchen|pfarr|dekanat|diakonie|caritas|senior|jugend|famili|integration|webmaster"
    r"|ehrenamt|engagement|initiative|netzwerk|teilhabe|barriere|inklusion|datenschutz|admin|spende"
    r"|mitglied|sekretariat|verwaltung|service|kinder|gemeinsam|zusammen)\w*"
    r"|\w*(?:post|amt|stelle|dienst|haus|heim|zentrum|treff|verein|verband|hilfe|beratung|schule"
    r"|gemeinde|leitung|b(?:ü|ue)ro|office|caf[eé]|k(?:ü|ue)che|gruppe|museum|garten|werkstatt"
    r"|bibliothek|b(?:ü|ue)cherei|pflege|stube|runde|kreis|club|klub|halle|kirche|union|ev)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[._+-]")


def may_tell(text: str) -> bool:
    """Whether a text, or one of several in lines of their own, is worth a closer look."""
    words = _WORD.findall(text)
    return (
        not _given().isdisjoint(words)
        or not _FORMS.isdisjoint(words)
        or _INITIAL_ALONE.search(text) is not None
        or any(mailboxes(text))
    )


def names(text: str) -> Iterator[re.Match[str]]:
    """What reads like the name of a person: a form of address or a given name before a name."""
    if initial := _INITIAL.fullmatch(text):
        yield initial
    words = _WORD.findall(text)
    if not _given().isdisjoint(words):
        for match in _PAIR.finditer(text):
            if match[1].partition("-")[0] in _given() and not _is_a_thing(text, match):
                yield match
    if not _FORMS.isdisjoint(words):
        for match in _FORM.finditer(text):
            if not _OF_A_THING.match(text, match.end()):
                yield match


def name_in(match: re.Match[str]) -> str:
    """The whole name that one of `names` found."""
    return match[1] + match[2] if match.re is _PAIR else match[0]


@cache
def _given() -> frozenset[str]:
    text = resources.files(__name__).joinpath("names.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["given"])


def _is_a_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the name belongs to a thing: Anna Haag Haus, St. Anna Kirche."""
    return bool(
        _IS_A_THING.fullmatch(match[2])
        or _OF_A_THING.match(text, match.end(2))
        or _SAINT.search(text, max(0, match.start() - 7), match.start())
    )


def mailboxes(text: str) -> Iterator[re.Match[str]]:
    """Mail addresses that read like a person's own: by their first part or by their host."""
    for match in _MAIL.finditer(text) if "@" in text else ():
        is_personal = _FULL_NAME.fullmatch(match[1]) or _FREE_MAIL.fullmatch(match[2])
        if is_personal and not any(map(_OF_A_ROLE.fullmatch, _PARTS.split(match[1]))):
            yield match
