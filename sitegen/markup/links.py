"""What a link leads to: an address in the web, a mail box, a telephone, a record - or nothing.

The reader asks what is wrong with an address, the renderer whether it may become a link;
both get their answer here.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from sitegen.hosts import is_public, passes_for_another
from sitegen.urls import is_slug

WEB_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Schemes that programs know; no kind of record is ever called like one of them.
_FOREIGN = frozenset(
    {
        "about", "blob", "cid", "data", "dav", "facetime", "feed", "file", "filesystem", "ftp",
        "ftps", "geo", "git", "gopher", "im", "imap", "intent", "irc", "jar", "javascript",
        "jscript", "ldap", "livescript", "magnet", "market", "mid", "mocha", "news", "nntp",
        "pop", "resource", "rtsp", "sftp", "sip", "sips", "skype", "sms", "ssh", "steam", "svn",
        "telnet", "udp", "unix", "urn", "vbscript", "view-source", "viber", "webcal",
        "whatsapp", "ws", "wss", "xmpp",
    }
)  # fmt: skip
_NO_KINDS = WEB_SCHEMES | _FOREIGN
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FORBIDDEN = re.compile(r"[\s<>\"'`{}|\\^\[\]]|%(?![0-9A-Fa-f]{2})|&#?[0-9A-Za-z]+;")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_MAIL = re.compile(r"[\w.+-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_TELEPHONE = re.compile(r"\+?[0-9]{3,15}")
_WEB_LIKE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

_VAGUE = frozenset(
    {
        "da", "dies", "diese seite", "dieser link", "diesem link", "dort", "download",
        "details", "hier", "hier klicken", "hier lesen", "infos", "klick", "klick hier",
        "klicken sie hier", "link", "mehr", "mehr dazu", "mehr erfahren", "mehr infos",
        "mehr informationen", "mehr lesen", "seite", "webseite", "website", "weiter",
        "weiterlesen", "weitere infos", "weitere informationen", "zum link", "zur seite",
        "zur webseite", "zur website",
    }
)  # fmt: skip


def record_of(address: str) -> tuple[str, str] | None:
    """Kind and id of `angebot:mittagstisch`; none for every other address."""
    kind, colon, target = address.partition(":")
    if not colon or not _may_be_kind(kind) or not is_slug(target):
        return None
    return kind, target


def is_safe(address: str) -> bool:
    """Whether an address may become a link as it stands: nothing is wrong with it."""
    return record_of(address) is None and fault_of(address) is None


def is_harmless(url: str) -> bool:
    """Whether an address from our own code runs nothing and stays on a known scheme."""
    if re.search(r"[\x00-\x20\x7f\\]", url) or url.startswith("//"):
        return False
    before = re.split(r"[/?#]", url, maxsplit=1)[0]
    return ":" not in before or before.partition(":")[0].lower() in WEB_SCHEMES


def fault_of(address: str) -> str | None:
    """The code of what is wrong with an address, if anything is."""
    if record_of(address):
        return None
    scheme = _SCHEME.match(address)
    if not scheme:
        return "text-link-relativ"
    name, rest = scheme[1].lower(), address[scheme.end() :]
    if name == "mailto":
        return _host_fault(rest.partition("@")[2]) if _MAIL.fullmatch(rest) else "text-link-mail"
    if name == "tel":
        return None if _TELEPHONE.fullmatch(rest) else "text-link-telefon"
    if name in WEB_SCHEMES:
        return _web_fault(address, rest)
    return "text-link-kennung" if _may_be_kind(scheme[1]) else "text-link-schema"


def word_faults(words: str) -> Iterator[str]:
    """The codes for link words that say nothing about the target."""
    plain = re.sub(r"[\W_]+", " ", words).strip().casefold()
    if not plain:
        yield "text-link-leer"
    elif plain in _VAGUE or _WEB_LIKE.fullmatch(words):
        yield "text-link-worte"


def _may_be_kind(name: str) -> bool:
    return is_slug(name) and name[0].isalpha() and name not in _NO_KINDS


def _web_fault(address: str, rest: str) -> str | None:
    if not rest.startswith("//"):
        return "text-link-adresse"
    parts = _split(address)
    if parts is None:
        return "text-link-adresse"
    if "@" in parts.netloc:
        return "text-link-zugang"
    host = parts.hostname or ""
    is_whole = not _FORBIDDEN.search(address) and _HOST.fullmatch(host) and is_public(host)
    return _host_fault(host) if is_whole else "text-link-adresse"


def _host_fault(host: str) -> str | None:
    return "text-link-fremde-schrift" if passes_for_another(host) else None


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises when the port is no number
    except ValueError:
        return None
    return parts
