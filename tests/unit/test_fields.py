"""Field types: what editors write becomes a value, or a refusal with a code that has a text."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from sitegen import addresses, fields, plaintext
from sitegen.addresses import parse_email, parse_phone, parse_web_address
from sitegen.dates import Moment
from sitegen.fields import Reference, YesNo, language_names, ref
from sitegen.messages import rules
from sitegen.plaintext import one_line, prose, text_of
from sitegen.urls import MAX_SLUG, RESERVED, file_of, is_slug, relative, slugify

line = one_line(20)
text = prose(20)
age = fields.whole_number(0, 120)
latitude = fields.degrees(-90, 90)
mixed = fields._mixed_reference

ACCEPTED: list[tuple[Callable[[object], Any], str, Any]] = [
    (text_of, "  Treff\n", "Treff"),
    (text_of, "a\u0308", "ä"),
    (line, "Kaffee & Kuchen", "Kaffee & Kuchen"),
    (line, "x" * 20, "x" * 20),
    (line, "z.\u00a0B.", "z.\u00a0B."),
    (line, "سلام", "سلام"),
    (text, "  eins\n\n\tzwei ", "  eins\n\n\tzwei "),
    (text, "eins\r\nzwei", "eins\nzwei"),
    (fields.parse_date, "2026-03-01", date(2026, 3, 1)),
    (fields.parse_date, " 2028-02-29 ", date(2028, 2, 29)),
    (fields.parse_time, "00:00", time(0, 0)),
    (fields.parse_time, "23:59", time(23, 59)),
    (fields.parse_moment, "2026", Moment(2026)),
    (fields.parse_moment, " 2026-03 ", Moment(2026, 3)),
    (fields.parse_moment, "2028-02-29", Moment(2028, 2, 29)),
    (fields.parse_moment, "2026-03-01 18:30", Moment(2026, 3, 1, time(18, 30))),
    (fields.parse_moment, "2026-03-01T00:00", Moment(2026, 3, 1, time(0))),
    (fields.parse_number, "GRDrs 101/2023", "GRDrs 101/2023"),
    (fields.parse_number, "Antrag\u00a012/2026", "Antrag 12/2026"),
    (fields.parse_number, "Ä 1/1999", "Ä 1/1999"),
    (fields.parse_number, "Drs  7/2026\n 2. Ergänzung", "Drs 7/2026 2. Ergänzung"),
    (fields.parse_year, "2026", 2026),
    (fields.parse_yes_no, "unbekannt", YesNo.UNKNOWN),
    (age, "007", 7),
    (age, "120", 120),
    (latitude, "-48.7758", -48.7758),
    (fields.parse_euro, "5", Decimal(5)),
    (fields.parse_euro, "5,50", Decimal("5.50")),
    (fields.parse_euro, "5.50", Decimal("5.50")),
    (fields.parse_postal_code, "01067", "01067"),
    (fields.parse_slug, "cafe-tas-2", "cafe-tas-2"),
    (fields.parse_slug, "x" * MAX_SLUG, "x" * MAX_SLUG),
    (fields.parse_language, "uk", "uk"),
    (fields.parse_language, "dgs", "dgs"),
    (mixed, "angebot/cafe-tas", "angebot/cafe-tas"),
    (parse_email, "Info@EXAMPLE.org", "Info@example.org"),
    (parse_email, "info@müller.de", "info@xn--mller-kva.de"),
    (parse_web_address, "https://www.example.org", "https://www.example.org"),
    (parse_web_address, "HTTP://Example.ORG/Pfad", "http://example.org/Pfad"),
    (parse_web_address, "https://example.org:443/", "https://example.org/"),
    (
        parse_web_address,
        "https://müller.de/ä?q=ü#ö",
        "https://xn--mller-kva.de/%C3%A4?q=%C3%BC#%C3%B6",
    ),
    (parse_web_address, "https://example.org/l'age", "https://example.org/l%27age"),
    (parse_web_address, "https://example.org/a%20b", "https://example.org/a%20b"),
    (parse_web_address, "https://xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com"),
]


@pytest.mark.parametrize(("parse", "value", "expected"), ACCEPTED)
def test_accepted(parse: Callable[[object], Any], value: str, expected: Any) -> None:
    assert parse(value) == expected


REFUSED: dict[str, list[tuple[Callable[[object], Any], object, str | None]]] = {
    "text-erwartet": [(text_of, ["x"], None), (text_of, {"x": "y"}, None), (line, 3, None)],
    "text-leer": [
        *[(text_of, " \t\n", None), (line, "\u00a0", None), (text, "\n", None)],
        *[(line, "\u200d\u200c", None), (text, "\u0308\ufe0f", None)],
    ],
    "text-zu-lang": [
        (line, "x" * 21, None),
        (text, "x" * 21, None),
        (parse_phone, "0" * 101, None),
        (parse_email, "x" * 300 + "@example.org", None),
        (parse_web_address, "https://example.org/" + "x" * 2000, None),
    ],
    "einzeilig-erwartet": [(line, "eins\nzwei", None), (line, "eins\tzwei", None)],
    "zeichen-nicht-erlaubt": [
        (parse, f"a{char}b", None)
        for parse in (line, text, fields.parse_slug, parse_web_address, parse_phone)
        for char in "\0\x07\x1b\r\x7f\x85\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e"
        "\u2060\u2066\u2069\ufeff\ufffd\uf0b7\ud800\U000e0041\u034f\u115f\u17b4\u2800\u3164\uffa0\U0001d173"
    ],
    "zeichen-gestapelt": [
        (line, "e\u0336\u0321\u031c\u031a\u0308", None),
        (text, "\u20dd" * 9 + "a", None),
    ],
    "datum-ungueltig": [
        (fields.parse_date, "1.3.2026", "2026-03-01"),
        (fields.parse_date, "01.03.26", "2026-03-01"),
        (fields.parse_date, "1. März 2026", "2026-03-01"),
        (fields.parse_date, "2026-3-1", "2026-03-01"),
        (fields.parse_date, "2026/03/01", "2026-03-01"),
        (fields.parse_date, "31.2.2026", None),
        (fields.parse_date, "1. Foo 2026", None),
        (fields.parse_date, "03/01/2026", None),
        (fields.parse_date, "2026-03-01T10:00", None),
        (fields.parse_date, "20260301", None),
        (fields.parse_date, "86400", None),
        (fields.parse_date, "２０２６-03-01", None),
        (fields.parse_date, "bald", None),
    ],
    "datum-gibt-es-nicht": [
        (fields.parse_date, wrong, None)
        for wrong in ("2026-02-30", "2026-13-01", "0000-00-00", "1899-12-31", "2200-01-01")
    ]
    + [
        (fields.parse_moment, wrong, None)
        for wrong in (
            "0000",
            "1899",
            "2200",
            "2026-00",
            "2026-13",
            "2026-02-30",
            "2026-02-30 18:30",
        )
    ],
    "uhrzeit-ungueltig": [
        (fields.parse_time, "9:30", "09:30"),
        (fields.parse_time, "9.30 Uhr", "09:30"),
        (fields.parse_time, "9 Uhr", "09:00"),
        (fields.parse_time, "25:00", None),
        (fields.parse_time, "09:60", None),
        (fields.parse_time, "09:30:00", None),
        (fields.parse_time, "1170", None),
        (fields.parse_time, "9-17", None),
        (fields.parse_time, "０９:30", None),
    ],
    "uhrzeit-24": [
        *((fields.parse_time, late, None) for late in ("24:00", "24.00", "24 Uhr", "24")),
        *((fields.parse_moment, f"2026-03-01 {late}", None) for late in ("24:00", "24 Uhr")),
    ],
    "zeitpunkt-ungueltig": [
        *(
            (fields.parse_moment, text, None)
            for text in (
                *("März", "Sommer 2026", "26", "20260301", "bald", "2026-03-01 abends"),
                *("2026-03-01 18:60", "2026-03-01 25:00", "2026-03-01 18:30:00", "31.2.2026"),
                *("31.2.2026 9 Uhr", "13/2026", "２０２６", "2026-03-01Z", "2026-03-01T"),
                *("2026-", "2026-03-", "2026-03-01 bis 2026-03-02", "0/2026"),
            )
        ),
        *(
            (fields.parse_moment, text, meant)
            for text, meant in (
                ("1.3.2026", "2026-03-01"),
                ("1. März 2026", "2026-03-01"),
                ("2026-3-1", "2026-03-01"),
                ("2026-3", "2026-03"),
                ("2026/03", "2026-03"),
                ("3/2026", "2026-03"),
                ("März 2026", "2026-03"),
                ("Sept. 2026", "2026-09"),
                ("2026-03-01  18:30", "2026-03-01 18:30"),
                ("2026-03-01 18.30", "2026-03-01 18:30"),
                ("2026-03-01 18 Uhr", "2026-03-01 18:00"),
                ("2026-03-01T9:30", "2026-03-01 09:30"),
                ("1.3.2026 18.30 Uhr", "2026-03-01 18:30"),
                ("1. März 2026, 18 Uhr", "2026-03-01 18:00"),
                ("1. März 2026 um 18:00 Uhr", "2026-03-01 18:00"),
            )
        ),
    ],
    "drucksache-ungueltig": [
        (fields.parse_number, wrong, None)
        for wrong in (
            *("101/2023", "GRDrs 101", "GRDrs 101/23", "grdrs 101/2023", "GRDrs101/2023"),
            *("GRDrs 101/2023 Ergänzung", "GR-Drs 101/2023", "GRDrs 123456/2023", "GRDrs 1/1800"),
            *("siehe GRDrs 1/2023", "GRDrs 1/2023, 2/2023", "GRDrs 1/20234", "Ｇ 1/2023"),
        )
    ],
    "jahr-ungueltig": [
        (fields.parse_year, wrong, None) for wrong in ("26", "1899", "2200", "2026/27", "٢٠٢٦")
    ],
    "ja-nein-unbekannt": [
        (fields.parse_yes_no, "Ja", "ja"),
        (fields.parse_yes_no, "true", "ja"),
        (fields.parse_yes_no, "NO", "nein"),
        (fields.parse_yes_no, "?", "unbekannt"),
        (fields.parse_yes_no, "manchmal", None),
    ],
    "zahl-ungueltig": [
        (age, wrong, None) for wrong in ("121", "-1", "1.0", "1e1", "0x1", "1_0", "٣", "9" * 9)
    ],
    "koordinate-ungueltig": [
        (latitude, wrong, None) for wrong in ("48,7", "91.0", "-90.1", "48", "nan", "1e1", "N 48.7")
    ],
    "betrag-ungueltig": [
        (fields.parse_euro, wrong, None)
        for wrong in ("5 €", "5,5", "1.200", "-5", "5,", ",50", "1e3", "100000", "٥", "ab 5")
    ],
    "postleitzahl-ungueltig": [
        (fields.parse_postal_code, wrong, None) for wrong in ("7017", "701730", "D-70173", "٧٠١٧٣")
    ],
    "kennung-ungueltig": [
        (fields.parse_slug, "Café Tas", "cafe-tas"),
        (fields.parse_slug, "../x", "x"),
        (fields.parse_slug, "a_b", "a-b"),
        (fields.parse_slug, "a--b", "a-b"),
        (fields.parse_slug, "-a-", "a"),
        (fields.parse_slug, "x" * 81, "x" * 80),
        (fields.parse_slug, "Index", None),
        (fields.parse_slug, "قلب", None),
        (fields.parse_slug, "сердце", None),
        (mixed, "angebot/Café Tas", "angebot/cafe-tas"),
        (mixed, "angebot/", None),
    ],
    "kennung-vorbehalten": [(fields.parse_slug, name, None) for name in sorted(RESERVED)],
    "verweis-ohne-art": [(mixed, wrong, None) for wrong in ("cafe-tas", "/cafe-tas", "A B/x")],
    "sprache-unbekannt": [
        (fields.parse_language, "DE", "de"),
        (fields.parse_language, "Deutsch", "de"),
        (fields.parse_language, "Persisch", "fa"),
        (fields.parse_language, "DGS", "dgs"),
        (fields.parse_language, "xx", None),
        (fields.parse_language, "en-US", None),
    ],
    "telefon-ungueltig": [
        (parse_phone, wrong, None)
        for wrong in ("030 1", "0", "+", "()", "+49", "Empfang", "11２", "+49 116 117", "٠٣٠")
    ],
    "telefon-ohne-vorwahl": [(parse_phone, "23125 000", None), (parse_phone, "118", None)],
    "telefon-mit-text": [
        (parse_phone, wrong, None)
        for wrong in (
            "030 23125 000 (Empfang)",
            "Tel. 030 23125 000",
            "O30 23125000",
            "030 23125 000;ext=1",
            "030 23125 000 Mo, 9 Uhr",
            "116117 (Tag und Nacht)",
        )
    ],
    "telefon-mehrere": [
        (parse_phone, wrong, None)
        for wrong in (
            "030 23125 000 / 030 23125 001",
            "030 23125 000, 030 23125 001",
            "030 23125 000 oder 030 23125 001",
            "030 23125 000/1",
            "030/23125/000",
        )
    ],
    "mail-ungueltig": [
        (parse_email, wrong, None)
        for wrong in (
            "x(at)example.org",
            "example.org",
            "@example.org",
            "x@",
            "x@example",
            "x@example..org",
            "x@-a.de",
            "x@a_b.de",
            "x@host.local",
            "x@127.0.0.1",
            "x@[127.0.0.1]",
            '"a b"@example.org',
            "x y@example.org",
            "x..y@example.org",
            "x@example.org?subject=y",
            "x@example.org\nBcc: y",
            "y" * 65 + "@example.org",
        )
    ],
    "mail-nur-adresse": [
        (parse_email, "Rolle <x@example.org>", "x@example.org"),
        (parse_email, "<x@example.org>", "x@example.org"),
        (parse_email, "mailto:x@example.org", "x@example.org"),
        (parse_email, "mailto:x", None),
    ],
    "mail-mehrere": [
        (parse_email, "x@example.org, y@example.org", None),
        (parse_email, "x@example.org y@example.org", None),
        (parse_email, "x@y@example.org", None),
    ],
    "mail-umlaut": [
        (parse_email, "müller@example.org", None),
        (parse_email, "а@example.org", None),
    ],
    "webadresse-ohne-https": [
        (parse_web_address, "www.example.org", "https://www.example.org"),
        (parse_web_address, "example.org/a", "https://example.org/a"),
        (parse_web_address, "//example.org", "https://example.org"),
        (parse_web_address, "https:example.org", "https://example.org"),
        (parse_web_address, "https:/example.org", "https://example.org"),
        (parse_web_address, "http//example.org", None),
        (parse_web_address, "java\tscript:alert(1)", None),
        (parse_web_address, "siehe https://example.org", None),
        (parse_web_address, "keine", None),
    ],
    "webadresse-art": [
        (parse_web_address, wrong, None)
        for wrong in (
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "tel:112",
            "htps://example.org",
        )
    ],
    "webadresse-ist-mail": [
        (parse_web_address, "x@example.org", None),
        (parse_web_address, "mailto:x@example.org", None),
    ],
    "webadresse-zeichen": [
        (parse_web_address, f"https://example.org{wrong}", None)
        for wrong in (
            "/a b",
            "/a\u00a0b",
            "/<x>",
            '/"',
            "/a|b",
            "/{x}",
            "/%zz",
            "/%",
            "\\@x.de",
            "/`",
        )
    ],
    "webadresse-mit-zugang": [
        (parse_web_address, "https://user:word@example.org", None),
        (parse_web_address, "https://example.org@example.com/", None),
    ],
    "webadresse-rechnername": [
        (parse_web_address, f"https://{host}", None)
        for host in (
            "",
            "/example.org",
            "localhost/",
            "intranet",
            "host.local",
            "127.0.0.1",
            "[::1]/",
            "[::1",
            "2130706433",
            "0x7f.1",
            "0177.1",
            "1.2.3.4.5",
            "a..org",
            ".org",
            "example.org.",
            "-a.org",
            "a_b.org",
            "%65xample.org",
            "☃.net",
            "xn--a.org",
            "x" * 64 + ".org",
            "example.org:x/",
            "example.org:99999/",
            "ex\u2100mple.org",
        )
    ],
    "webadresse-port": [
        (parse_web_address, "https://example.org:8443/", None),
        (parse_web_address, "https://example.org:80/", None),
    ],
    "adresse-fremde-schrift": [
        (parse_web_address, "https://ex\u0430mple.org", None),  # Cyrillic a
        (parse_web_address, "https://аррӏе.com", None),
        (parse_web_address, "https://ｅxample.org", None),
        (parse_web_address, "https://example。org", None),
        (parse_web_address, "https://exa\u017fmple.org", None),  # long s
        (parse_web_address, "https://ex\u0131t.org", None),  # dotless i
        (parse_email, "x@аррӏе.com", None),
    ],
}


@pytest.mark.parametrize(
    ("code", "parse", "value", "advice"),
    [(code, *case) for code, cases in REFUSED.items() for case in cases],
)
def test_refused(
    code: str, parse: Callable[[object], Any], value: object, advice: str | None
) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse(value)
    assert caught.value.type == code
    context = caught.value.context or {}
    assert context.get("vorschlag") == advice
    rules()[code].message.format_map({"schluessel": "x", "wert": "y", **context})


@pytest.mark.parametrize(
    ("parse", "advice"),
    [(case[0], case[2]) for cases in REFUSED.values() for case in cases if case[2] is not None],
)
def test_advice_is_accepted(parse: Callable[[object], Any], advice: str) -> None:
    assert parse(advice) is not None


PHONES = [
    ("030 23125 000", "030 23125000", "+493023125000"),
    ("030/23125-000", "030 23125000", "+493023125000"),
    ("(030) 23125000", "030 23125000", "+493023125000"),
    ("030.23125.000", "030 23125000", "+493023125000"),
    ("+49 (0)30 23125000", "030 23125000", "+493023125000"),
    ("(+49) 30 23125000", "030 23125000", "+493023125000"),
    ("0049 30 23125000", "030 23125000", "+493023125000"),
    ("030\u00a023125\u2011000", "030 23125000", "+493023125000"),
    ("030 \u2013 23125000", "030 23125000", "+493023125000"),
    ("08001110111", "0800 1110111", "+498001110111"),
    ("112", "112", "112"),
    ("116117", "116 117", "116117"),
    ("116-123", "116 123", "116123"),
    ("+43 1 4000", "+43 1 4000", "+4314000"),
]


@pytest.mark.parametrize(("value", "display", "uri"), PHONES)
def test_phone_numbers(value: str, display: str, uri: str) -> None:
    assert parse_phone(value) == fields.PhoneNumber(display, uri)


@pytest.mark.parametrize("number", addresses.SHORT_NUMBERS)
def test_short_numbers_print_what_is_dialled(number: str) -> None:
    assert parse_phone(number).display.replace(" ", "") == parse_phone(number).uri == number


def test_every_code_of_the_field_types_is_tried_here() -> None:
    used = {code for module in (plaintext, addresses, fields) for code in _refusals(module)}
    assert used == REFUSED.keys()
    assert used <= rules().keys()


def _refusals(module: ModuleType) -> Iterator[str]:
    """The texts in the first argument of each call of `refuse`."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id == "refuse":
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_language_names_are_german() -> None:
    assert language_names()["uk"] == "Ukrainisch"
    assert all(len(code) == 2 for code in language_names())


def test_references() -> None:
    single, several = ref("ort"), ref("angebot", "anbieter")
    area = ref("stadtbezirk", keywords=("stadtweit",))
    assert single == Reference(("ort",))
    assert single.split("cafe-tas") == ("ort", "cafe-tas")
    assert several.split("anbieter/caritas") == ("anbieter", "caritas")
    assert several.split("ort/cafe-tas") is None
    assert area.split("stadtweit") is None
    assert area.split("mitte") == ("stadtbezirk", "mitte")


SLUGS = {
    "Müßiggang in der Straße": "muessiggang-in-der-strasse",
    "a\u0308pfel": "aepfel",
    "ẞ": "ss",
    "Café Tas": "cafe-tas",
    "Łódź, Đorđe": "lodz-dorde",
    "\ufb01n": "fin",
    "ＡＢＣ": "abc",
    "Кафе Café": "cafe",
    "قلب": "",
    "сердце": "",
    "日本": "",
    "😀": "",
    "&amp; &#60;": "amp-60",
    "../../etc": "etc",
    "so\u00adzi\u200bal": "sozial",
    "treffs " * 30: "-".join(["treffs"] * 11),
    "x" * 100: "x" * 80,
}


@pytest.mark.parametrize(("name", "slug"), SLUGS.items())
def test_slugify(name: str, slug: str) -> None:
    assert slugify(name) == slug
    assert is_slug(slug) or not slug


@pytest.mark.parametrize(
    ("target", "start", "link"),
    [
        ("/angebote/x/", "/", "angebote/x/"),
        ("/", "/angebote/x/", "../../"),
        ("/angebote/y/#wo", "/angebote/x/", "../y/#wo"),
        ("/angebote/x/#wo", "/angebote/x/", "#wo"),
        ("#wo", "/angebote/x/", "#wo"),
        ("/angebote/x/", "/angebote/x/", "./"),
        ("/feed.xml", "/404.html", "feed.xml"),
    ],
)
def test_relative_links(target: str, start: str, link: str) -> None:
    assert relative(target, start) == link


def test_files_of_url_paths() -> None:
    assert [file_of(path) for path in ("/", "/a/", "/404.html")] == [
        "index.html",
        "a/index.html",
        "404.html",
    ]


@pytest.mark.parametrize("module", [plaintext, addresses, fields])
def test_large_libraries_are_imported_only_where_needed(module: ModuleType) -> None:
    """Every build loads the field types, also one with nothing to do."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert not re.search(
        r"^(import|from) (phonenumbers|email_validator|idna|babel)", source, re.MULTILINE
    )
