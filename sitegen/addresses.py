"""Phone numbers, mail and web addresses: what an editor wrote becomes what can be dialled.

Numbers leave in E.164 and hosts in ASCII, so that no page links to a look-alike. What could
be read in two ways is refused.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit

from pydantic_core import PydanticCustomError

from sitegen.hosts import is_public, passes_for_another
from sitegen.plaintext import at_most, refuse, text_of

# phonenumbers, email_validator and idna are imported where they are used: together they
# take longer than a whole build with nothing to do.

COUNTRY = "DE"

# Numbers that are right although the phone library does not count them as valid
# subscriber numbers: emergency and harmonised services, the authorities' number.
SHORT_NUMBERS = {
    "110": "110",
    "112": "112",
    "115": "115",
    "116000": "116 000",
    "116006": "116 006",
    "116016": "116 016",
    "116111": "116 111",
    "116116": "116 116",
    "116117": "116 117",
    "116123": "116 123",
}


@dataclass(frozen=True, slots=True, order=True)
class PhoneNumber:
    """`display` as printed, with spaces; `uri` for `tel:` links, in E.164 or a short number."""

    display: str
    uri: str


def parse_phone(value: object) -> PhoneNumber:
    """A German number in any common spelling, or one of the known short numbers."""
    text = at_most(100, text_of(value))
    text = re.sub(r"[‐‑‒–—−]", "-", re.sub(r"\s+", " ", text))
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    if digits in SHORT_NUMBERS and re.fullmatch(r"[0-9 -]+", text):
        return PhoneNumber(SHORT_NUMBERS[digits], digits)
    if _holds_two_numbers(text):
        refuse("telefon-mehrere")
    if not re.fullmatch(r"\(?\+?[0-9() /.-]+", text):
        refuse("telefon-mit-text" if len(digits) > 4 else "telefon-ungueltig")
    if digits and not re.match(r"\(?[+0]", text):
        refuse("telefon-ohne-vorwahl")
    return _dialled(text)


def _holds_two_numbers(text: str) -> bool:
    """Whether a second number follows; the library would read both as one long number."""
    if re.search(r"\d\D*([,;&+]|\boder\b|\bund\b)\D*(\d\D?){5}", text):
        return True
    before, slash, after = text.partition("/")
    area_code = re.sub(r"^(\+|00)\d\d", "", "".join(re.findall(r"[+\d]", before)))
    return bool(slash) and ("/" in after or len(area_code.lstrip("0")) > 5)


def _dialled(text: str) -> PhoneNumber:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        refuse("telefon-ungueltig")
    if not phonenumbers.is_valid_number(number):
        refuse("telefon-ungueltig")
    styles = phonenumbers.PhoneNumberFormat
    is_german = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
    style = styles.NATIONAL if is_german else styles.INTERNATIONAL
    return PhoneNumber(
        phonenumbers.format_number(number, style),
        phonenumbers.format_number(number, styles.E164),
    )


def parse_email(value: object) -> str:
    """One bare address, its host in ASCII; nothing is asked over the network."""
    text = at_most(254, text_of(value))
    if text.count("@") > 1:
        refuse("mail-mehrere")
    wrapped = re.fullmatch(r"(?:[^<>]*<\s*|mailto:)([^<>\s]+)\s*>?", text, re.IGNORECASE)
    if wrapped:
        refuse("mail-nur-adresse", vorschlag=_mail_advice(wrapped[1]))
    local, _, host = text.rpartition("@")
    if not local.isascii():
        refuse("mail-umlaut")
    return _mail(local, host)


def _mail_advice(text: str) -> str | None:
    try:
        return parse_email(text)
    except PydanticCustomError:
        return None


def _mail(local: str, host: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    address = f"{local}@{_ascii_host(host, 'mail-ungueltig')}"
    try:
        validate_email(address, check_deliverability=False, strict=True)
    except EmailNotValidError:
        refuse("mail-ungueltig")
    return address


_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE | re.ASCII)


def parse_web_address(value: object) -> str:
    """An absolute `https:` or `http:` address in ASCII: a public host, no user info, no port."""
    text = at_most(2_000, text_of(value))
    if re.fullmatch(r"(mailto:)?[^/:?#]+@[^/:?#]+", text, re.IGNORECASE):
        refuse("webadresse-ist-mail")
    scheme = _SCHEME.match(text)
    if scheme and scheme[0].lower() not in {"http:", "https:"}:
        refuse("webadresse-art")
    if not scheme or not text.startswith("//", scheme.end()):
        refuse("webadresse-ohne-https", vorschlag=_web_advice(text, scheme))
    if re.search(r"[\s<>\"`{}|\\^]|%(?![0-9A-Fa-f]{2})", text):
        refuse("webadresse-zeichen")
    parts, port = _split(text)
    if "@" in parts.netloc:
        refuse("webadresse-mit-zugang")
    host = _ascii_host(parts.hostname or "", "webadresse-rechnername")
    if port not in {None, 443 if parts.scheme == "https" else 80}:
        refuse("webadresse-port")
    return _in_ascii(parts, host)


def _web_advice(text: str, scheme: re.Match[str] | None) -> str | None:
    candidate = "https://" + text[scheme.end() if scheme else 0 :].lstrip("/")
    try:
        return parse_web_address(candidate)
    except PydanticCustomError:
        return None


def _split(text: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        refuse("webadresse-rechnername")
    return parts, port


def _in_ascii(parts: SplitResult, host: str) -> str:
    """The address with everything outside ASCII percent-coded, as browsers send it."""
    safe = "/:@!$&()*+,;=~%"
    return parts._replace(
        netloc=host,
        path=quote(parts.path, safe),
        query=quote(parts.query, safe + "?"),
        fragment=quote(parts.fragment, safe + "?"),
    ).geturl()


@lru_cache(maxsize=1 << 12)  # a directory names the same few hosts again and again
def _ascii_host(host: str, code: str) -> str:
    """A public host name in ASCII; fails with `code` for numbers and local names."""
    import idna

    try:
        found = idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        refuse(code)
    if not is_public(found) or not re.search(r"\.([a-z]{2,}|xn--[a-z0-9-]+)$", found):
        refuse(code)
    if passes_for_another(host):
        refuse("adresse-fremde-schrift", ascii=found)
    return found
