"""One value for all that web servers send, in every form; and security.txt while it holds."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from sitegen import servers
from sitegen.config import SITE_FILE
from sitegen.derive import derive
from sitegen.headers import FRESH, HEADERS, LASTS, NEEDS, TYPES, policy
from sitegen.outputs import headers, security
from sitegen.pipeline import read
from sitegen.render import Templates
from sitegen.site import PageJob, Site
from tests.examples import project
from tests.examples.project import TODAY
from tests.planning import jobs_in

UNTIL = date(2026, 12, 31)
DAY = timedelta(days=1)
TOLD = f"\nsicherheit:\n  email: sicherheit@example.org\n  gueltig_bis: {UNTIL}\n"
WEB = TOLD.replace("email: sicherheit@", "web: https://") + "  sprachen:\n    - de\n    - en\n"
# Names and places that differ from host to host, in what is no remark.
OURS = re.compile(r"example\.org|/srv/|/etc/|/var/|/404\.html")
REMARK = re.compile(r"^\s*#.*", re.MULTILINE)
HALF_A_YEAR = 15_768_000  # seconds


def site(told: str, today: date = TODAY, base: str | None = None) -> tuple[Site, set[str]]:
    """Musterstadt with these settings, and what is said of them."""
    settings = project.city_files()[SITE_FILE].decode() + told
    catalogue, findings = read(project.sources({SITE_FILE: settings}), base)
    assert not [finding for finding in findings if finding.is_error]
    found, notes = derive(catalogue, today, {})
    return found, {note.code for note in notes if note.code.startswith("sicherheit-")}


def made(jobs: Iterable[PageJob]) -> dict[str, str]:
    templates = Templates(project.HERE, {})
    return {job.url: job.render(templates).decode() for job in jobs}


def security_txt(told: str, today: date = TODAY, base: str | None = None) -> list[list[str]]:
    files = made(jobs_in(security.plan(site(told, today, base)[0])))
    text = files.get("/.well-known/security.txt", "")
    assert set(files) <= {"/.well-known/security.txt"}
    return [line.split(": ", 1) for line in text.splitlines()]


def test_security_txt_says_what_the_settings_say() -> None:
    assert security_txt(TOLD) == [
        ["Contact", "mailto:sicherheit@example.org"],
        ["Expires", "2026-12-31T23:59:59Z"],
        ["Preferred-Languages", "de"],
    ]
    assert security_txt(WEB)[0] == ["Contact", "https://example.org"]
    assert security_txt(WEB)[2] == ["Preferred-Languages", "de, en"]
    both = security_txt(TOLD + "  web: https://example.org/melden\n")
    assert [name for name, _ in both].count("Contact") == 2
    assert both[0][1].startswith("mailto:")


def test_nobody_is_named_whom_the_settings_do_not_name() -> None:
    assert security_txt("") == []


@pytest.mark.parametrize(
    "base", ["https://stadt.example.org/", "https://stadt.example.org/unter/einem/pfad/"]
)
def test_its_own_address_is_at_the_root_of_the_host(base: str) -> None:
    canonical = "https://stadt.example.org/.well-known/security.txt"
    assert security_txt(TOLD, base=base)[-1] == ["Canonical", canonical]


@pytest.mark.parametrize(
    ("today", "code", "is_there"),
    [
        (UNTIL - timedelta(days=367), "sicherheit-zu-lang", True),
        (UNTIL - timedelta(days=366), None, True),
        (UNTIL - timedelta(days=30), None, True),
        (UNTIL - timedelta(days=29), "sicherheit-bald-abgelaufen", True),
        (UNTIL, "sicherheit-bald-abgelaufen", True),
        (UNTIL + DAY, "sicherheit-abgelaufen", False),
    ],
)
def test_a_promise_ends(today: date, code: str | None, *, is_there: bool) -> None:
    _, codes = site(TOLD, today)
    assert codes == ({code} if code else set())
    said = dict(security_txt(TOLD, today))
    assert bool(said) == is_there
    if said:
        expires = datetime.fromisoformat(said["Expires"])
        assert expires.date() == UNTIL
        assert expires.utcoffset() == timedelta()
        assert expires > datetime.combine(today, datetime.min.time(), UTC)


def test_the_day_is_never_moved_by_a_build() -> None:
    assert security_txt(TOLD, TODAY) == security_txt(TOLD, TODAY + DAY)


def test_headers_are_as_strict_as_we_promise() -> None:
    assert re.fullmatch(r"max-age=(\d+)", HEADERS["Strict-Transport-Security"])
    assert int(HEADERS["Strict-Transport-Security"].partition("=")[2]) >= HALF_A_YEAR
    said = [rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; ")]
    assert dict(said) == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "script-src": "'self'",
        "media-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert len(said) == 8, "a rule that is repeated counts once"


def test_a_page_allows_only_what_it_needs() -> None:
    assert "form-action 'none'" in policy()
    assert "media-src" not in policy()
    assert "frame-ancestors" not in policy(*NEEDS), "pages cannot say that"
    assert policy("media-src").replace("; media-src 'self'", "") == policy()
    assert policy("form-action") == policy().replace("form-action 'none'", "form-action 'self'")


def test_hosts_get_every_header_from_a_file() -> None:
    (text,) = made(jobs_in(headers.plan(site("")[0]))).values()
    first, *lines = text.splitlines()
    assert first == "/*"
    assert all(line.startswith("  ") for line in lines)
    said = dict(line.strip().split(": ", 1) for line in lines)
    assert said == {**HEADERS, "Cache-Control": FRESH}


def test_apache_says_the_same() -> None:
    text = servers.files()[f"{servers.FOLDER}/apache.conf"]
    said = re.findall(r'^    Header always set (\S+) "([^"]*)"$', text, re.MULTILINE)
    assert said == [*HEADERS.items(), ("Cache-Control", FRESH)]
    types = re.findall(r'^    AddType "([^"]+)" (\.\w+)$', text, re.MULTILINE)
    assert {ending: kind for kind, ending in types} == TYPES


def test_server_files_mark_all_that_is_to_be_adapted() -> None:
    for path, text in servers.files().items():
        assert not re.search(r"@\w+@", text)
        # nginx marks lines, Apache knows no remarks beside what holds: paragraphs.
        between, marked = ("\n\n", "    # <-") if "apache" in path else ("\n", "; # <-")
        parts = [part for part in text.split(between) if OURS.search(REMARK.sub("", part))]
        assert parts
        assert all(marked in part for part in parts), parts


def test_what_may_be_kept_has_a_kind_and_is_no_page() -> None:
    assert set(LASTS) <= TYPES.keys()
    assert not {".html", ".ics", ".js", ".json", ".txt", ".atom", ".xml", ".csv"} & set(LASTS)
