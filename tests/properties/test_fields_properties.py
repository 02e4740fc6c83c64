"""For any text: field types answer with a value or a code, never with anything else."""

import json
import posixpath
import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sitegen import fields
from sitegen.addresses import parse_email, parse_phone, parse_web_address
from sitegen.messages import rules
from sitegen.models import CONTENT_TYPES
from sitegen.models.offer import OFFER
from sitegen.parse import parse
from sitegen.plaintext import one_line, prose, text_of
from sitegen.source import SourceFile
from sitegen.suggest import fields_of
from sitegen.urls import is_slug, relative, slugify
from sitegen.validate import validate

PARSERS: dict[str, Callable[[object], Any]] = {
    "text": text_of,
    "line": one_line(90),
    "prose": prose(200),
    "date": fields.parse_date,
    "time": fields.parse_time,
    "year": fields.parse_year,
    "yes_no": fields.parse_yes_no,
    "number": fields.whole_number(1, 40),
    "degrees": fields.degrees(-180, 180),
    "euro": fields.parse_euro,
    "postal_code": fields.parse_postal_code,
    "slug": fields.parse_slug,
    "reference": fields._mixed_reference,
    "phone": parse_phone,
    "mail": parse_email,
    "web": parse_web_address,
    "language": fields.parse_language,
}

PARTS = (
    *("https:", "//", "/", "www.", "example", ".org", "@", ":", "?", "#", "%", "%41", "[", "]"),
    *("xn--", "mailto:", "ü", "а", "127.0.0.1", "\\", "٣", "24", "Uhr", "März", ".", "2026", " "),
)

# Any text, and texts made of what the parsers look for.
hostile = st.one_of(
    st.text(),
    st.text("0123456789 +-/().,;:€", max_size=40),
    st.text("abcäö-_/@<>.: \u00a0\u200b\u202e\uff10", max_size=40),
    st.lists(st.sampled_from(PARTS), max_size=8).map("".join),
)
values = st.one_of(hostile, st.none(), st.integers(), st.lists(hostile, max_size=2))

# Texts that are mostly right, for what holds of accepted ones.
hosts = st.from_regex(r"[a-zäöüßé0-9]{1,12}(-[a-z0-9]{1,5})?\.[a-z]{2,6}", fullmatch=True)
slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
tails = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
near = {
    "text": hostile,
    "line": hostile,
    "slug": slugs,
    "reference": st.tuples(slugs, slugs).map("/".join),
    "mail": st.tuples(st.from_regex(r"[A-Za-z0-9+_-]{1,20}", fullmatch=True), hosts).map("@".join),
    "web": st.tuples(st.sampled_from(["https://", "HTTP://"]), hosts, st.just("/"), tails).map(
        "".join
    ),
    "phone": st.tuples(
        st.sampled_from(["030 ", "040/", "(089) ", "+49 69-", "0049 711 ", "0170 ", "+43 1 "]),
        st.from_regex(r"[1-9][0-9]{5,6}", fullmatch=True),
    ).map("".join),
    "language": st.sampled_from(sorted(fields.language_names())),
}


@pytest.mark.parametrize("name", PARSERS)
@given(value=values)
def test_a_value_or_a_code_with_a_text(name: str, value: object) -> None:
    try:
        PARSERS[name](value)
    except PydanticCustomError as refusal:
        rule = rules()[refusal.type]
        words = {"schluessel": "x", "wert": value, "beispiel": "", **(refusal.context or {})}
        assert rule.message.format_map(words)
        assert isinstance(rule.hint.format_map(words), str)


@pytest.mark.parametrize("name", sorted(near.keys() - {"phone"}))
@given(data=st.data())
def test_what_was_accepted_is_accepted_again_unchanged(name: str, data: st.DataObject) -> None:
    first = _accepted(PARSERS[name], data.draw(near[name]))
    assert PARSERS[name](first) == first
    assert unicodedata.is_normalized("NFC", first)


def _accepted(parser: Callable[[object], Any], value: object) -> Any:
    try:
        return parser(value)
    except PydanticCustomError:
        assume(condition=False)


@given(value=hostile)
def test_a_line_is_one_line_for_everyone(value: str) -> None:
    assert len(_accepted(PARSERS["line"], value).splitlines()) == 1


@given(value=near["web"])
def test_web_addresses_leave_in_ascii_with_a_public_host(value: str) -> None:
    address = _accepted(parse_web_address, value)
    parts = urlsplit(address)
    assert address.isascii()
    assert parts.scheme in {"http", "https"}
    assert parts.netloc == parts.hostname
    assert re.fullmatch(r"[a-z0-9.-]+\.([a-z]+|xn--[a-z0-9-]+)", parts.netloc)
    assert not re.search(r"[\s<>\"'`{}|\\^]", address)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_come_back(day: date) -> None:
    assert fields.parse_date(day.isoformat()) == day
    with pytest.raises(PydanticCustomError) as caught:
        fields.parse_date(f"{day.day}.{day.month}.{day.year}")
    assert (caught.value.context or {})["vorschlag"] == day.isoformat()


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0)))
def test_times_come_back(moment: time) -> None:
    assert fields.parse_time(f"{moment:%H:%M}") == moment


@given(st.integers(0, 9_999_999))
def test_amounts_come_back(cents: int) -> None:
    euros = Decimal(cents) / 100
    assert fields.parse_euro(f"{euros:.2f}") == euros
    assert fields.parse_euro(f"{euros:.2f}".replace(".", ",")) == euros


@given(near["phone"])
def test_printed_phone_numbers_dial_the_same(written: str) -> None:
    number = _accepted(parse_phone, written)
    assert parse_phone(number.display).uri == number.uri
    assert parse_phone(number.uri) == number


@given(hostile)
def test_slugs_are_slugs(name: str) -> None:
    slug = slugify(name)
    assert is_slug(slug) or not slug
    assert slugify(slug) == slug


paths = st.lists(st.sampled_from(["a", "b", "c-d"]), max_size=3).map(
    lambda names: "/" + "".join(f"{name}/" for name in names)
)


@given(target=paths, start=paths)
def test_relative_links_lead_to_their_target(target: str, start: str) -> None:
    link = relative(target, start)
    assert not link.startswith("/")
    assert posixpath.normpath(posixpath.join(start, link)) == posixpath.normpath(target)


keys = st.one_of(
    st.sampled_from(sorted({k for t in CONTENT_TYPES for k in fields_of(t.model)})),
    st.text(min_size=1, max_size=8),
)
trees = st.recursive(
    hostile,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(content=st.dictionaries(keys, trees, min_size=1, max_size=8))
def test_any_tree_is_answered_in_german_with_a_place(content: dict[str, Any]) -> None:
    written = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in content.items())
    document, _ = parse(SourceFile("offers/x.yaml", written.encode()))
    assume(document is not None)
    assert document is not None
    records, findings = validate(document, OFFER)
    assert not records
    assert findings
    for finding in findings:
        assert finding.location.path == "offers/x.yaml"
        assert 1 <= finding.location.line <= len(content)
        assert finding.location.column >= 1
        assert not finding.location.keys
        assert not re.search(r"Input|should|valid |str\b|dict\b|NoneType", finding.message)
