"""The scorer bites: every header that is missing, weak or wrong costs what the table says."""

from dataclasses import replace

import pytest

from sitegen.headers import HEADERS
from tests.observatory import ORIGIN, TABLE, Visit, results, score

HOST = "lindenau.example.org"
BEST = 120
GOOD = Visit(
    HOST,
    tuple(HEADERS.items()),
    '<script defer src="assets/zeit.js"></script>',
    f"https://{HOST}/",
)
CSP = HEADERS["Content-Security-Policy"]
META = f'<meta http-equiv="content-security-policy" content="{CSP}">'
REFERRER = '<meta name="referrer" content="no-referrer">'


def without(*names: str) -> Visit:
    return replace(GOOD, headers=tuple(it for it in HEADERS.items() if it[0] not in names))


def adding(visit: Visit, name: str, value: str) -> Visit:
    return replace(visit, headers=(*visit.headers, (name, value)))


def saying(name: str, value: str) -> Visit:
    return adding(without(name), name, value)


def policy(old: str, new: str) -> Visit:
    assert old in CSP
    return saying("Content-Security-Policy", CSP.replace(old, new))


def loading(tag: str) -> Visit:
    return replace(GOOD, page=tag)


_SCRIPT = '<script src="{}://cdn.example.net/x.js"{}></script>'
_FRAMES = "; frame-ancestors 'none'"

# What is asked for, which row of the table it must meet, and the points of the whole.
CASES = {
    "all": (GOOD, "csp-implemented-with-no-unsafe-default-src-none", BEST),
    "no policy": (without("Content-Security-Policy"), "csp-not-implemented", 55),
    "policy of the page alone": (
        replace(without("Content-Security-Policy"), page=META),
        "x-frame-options-not-implemented",
        80,
    ),
    "no headers, page with its own": (
        replace(GOOD, headers=(), page=META + REFERRER),
        "referrer-policy-private",
        55,
    ),
    "nothing": (Visit(HOST, (), "", ""), "redirection-missing", 10),
    "default own": (
        policy("'none'; style", "'self'; style"),
        "csp-implemented-with-no-unsafe",
        115,
    ),
    "inline scripts": (
        policy("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        "csp-implemented-with-unsafe-inline",
        80,
    ),
    "data as script": (
        policy("script-src 'self'", "script-src data:"),
        "csp-implemented-with-unsafe-inline",
        80,
    ),
    "scripts of anybody": (
        policy("script-src 'self'", "script-src https:"),
        "csp-implemented-with-unsafe-inline",
        80,
    ),
    "a policy of nothing": (
        saying("Content-Security-Policy", "img-src 'self'; frame-ancestors 'none'"),
        "csp-implemented-with-unsafe-inline",
        80,
    ),
    "eval": (
        policy("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
        "csp-implemented-with-unsafe-eval",
        100,
    ),
    "scripts by http": (
        policy("script-src 'self'", "script-src http://a.example"),
        "csp-implemented-with-insecure-scheme",
        80,
    ),
    "pictures by http": (
        policy("img-src 'self'", "img-src http:"),
        "csp-implemented-with-insecure-scheme-in-passive-content-only",
        100,
    ),
    "inline styles": (
        policy("style-src 'self'", "style-src 'unsafe-inline'"),
        "csp-implemented-with-unsafe-inline-in-style-src-only",
        110,
    ),
    "no frame rule": (policy(_FRAMES, ""), "x-frame-options-not-implemented", 80),
    "old frame rule": (
        adding(policy(_FRAMES, ""), "X-Frame-Options", "DENY"),
        "x-frame-options-sameorigin-or-deny",
        115,
    ),
    "wrong frame rule": (
        adding(policy(_FRAMES, ""), "X-Frame-Options", "no"),
        "x-frame-options-header-invalid",
        80,
    ),
    "no HSTS": (without("Strict-Transport-Security"), "hsts-not-implemented", 80),
    "HSTS of a day": (
        saying("Strict-Transport-Security", "max-age=86400"),
        "hsts-implemented-max-age-less-than-six-months",
        110,
    ),
    "HSTS just enough": (
        saying("Strict-Transport-Security", "max-age=15768000; includeSubDomains"),
        "hsts-implemented-max-age-at-least-six-months",
        BEST,
    ),
    "HSTS without days": (
        saying("Strict-Transport-Security", "includeSubDomains"),
        "hsts-header-invalid",
        80,
    ),
    "no nosniff": (
        without("X-Content-Type-Options"),
        "x-content-type-options-not-implemented",
        115,
    ),
    "wrong nosniff": (
        saying("X-Content-Type-Options", "sniff"),
        "x-content-type-options-header-invalid",
        115,
    ),
    "no referrer rule": (without("Referrer-Policy"), "referrer-policy-not-implemented", 115),
    "open referrer rule": (saying("Referrer-Policy", "unsafe-url"), "referrer-policy-unsafe", 110),
    "half referrer rule": (
        saying("Referrer-Policy", "no-referrer-when-downgrade"),
        "referrer-policy-no-referrer-when-downgrade",
        115,
    ),
    "wrong referrer rule": (saying("Referrer-Policy", "x"), "referrer-policy-header-invalid", 110),
    "no redirect": (replace(GOOD, redirect=""), "redirection-missing", 80),
    "redirect by http": (
        replace(GOOD, redirect=f"http://www.{HOST}/"),
        "redirection-not-to-https",
        80,
    ),
    "redirect elsewhere": (
        replace(GOOD, redirect=f"https://www.{HOST}/"),
        "redirection-off-host-from-http",
        115,
    ),
    "cookie": (
        saying("Set-Cookie", "x=1; Secure; SameSite=Lax"),
        "cookies-secure-with-httponly-sessions-and-samesite",
        125,
    ),
    "cookie for other sites": (
        saying("Set-Cookie", "x=1; Secure"),
        "cookies-secure-with-httponly-sessions",
        BEST,
    ),
    "open cookie": (
        saying("Set-Cookie", "x=1"),
        "cookies-without-secure-flag-but-protected-by-hsts",
        115,
    ),
    "open session": (
        saying("Set-Cookie", "session=1; HttpOnly"),
        "cookies-session-without-secure-flag-but-protected-by-hsts",
        110,
    ),
    "session for scripts": (
        saying("Set-Cookie", "session=1; Secure"),
        "cookies-session-without-httponly-flag",
        70,
    ),
    "open cookie, no HSTS": (
        adding(without("Strict-Transport-Security"), "Set-Cookie", "x=1"),
        "cookies-without-secure-flag",
        60,
    ),
    "open session, no HSTS": (
        adding(without("Strict-Transport-Security"), "Set-Cookie", "sess=1"),
        "cookies-session-without-secure-flag",
        40,
    ),
    "for all origins": (
        saying("Access-Control-Allow-Origin", "*"),
        "cross-origin-resource-sharing-implemented-with-public-access",
        BEST,
    ),
    "for one origin": (
        saying("Access-Control-Allow-Origin", "https://a.example"),
        "cross-origin-resource-sharing-implemented-with-restricted-access",
        BEST,
    ),
    "for any origin": (
        adding(
            saying("Access-Control-Allow-Origin", ORIGIN),
            "Access-Control-Allow-Credentials",
            "true",
        ),
        "cross-origin-resource-sharing-implemented-with-universal-access",
        50,
    ),
    "no script": (loading("<p>"), "sri-not-implemented-but-no-scripts-loaded", BEST),
    "own scripts with sums": (
        loading('<script src="x.js" integrity="sha384-x"></script>'),
        "sri-implemented-and-all-scripts-loaded-securely",
        125,
    ),
    "foreign script": (
        loading(_SCRIPT.format("https", "")),
        "sri-not-implemented-but-external-scripts-loaded-securely",
        115,
    ),
    "foreign script with sum": (
        loading(_SCRIPT.format("https", ' integrity="sha384-x"')),
        "sri-implemented-and-external-scripts-loaded-securely",
        125,
    ),
    "foreign script by http": (
        loading(_SCRIPT.format("http", "")),
        "sri-not-implemented-and-external-scripts-not-loaded-securely",
        50,
    ),
    "foreign script by http with sum": (
        loading(_SCRIPT.format("http", ' integrity="sha384-x"')),
        "sri-implemented-but-external-scripts-not-loaded-securely",
        80,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_points_are_those_of_the_table(case: str) -> None:
    visit, row, points = CASES[case]
    assert row in results(visit).values()
    assert score(visit) == points


def test_every_row_of_the_table_is_met() -> None:
    met = {row for visit, _, _ in CASES.values() for row in results(visit).values()}
    assert met == {row for rows in TABLE.values() for row in rows}


@pytest.mark.parametrize(
    "name",
    [
        "Content-Security-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
    ],
)
def test_every_scored_header_counts(name: str) -> None:
    assert score(without(name)) < score(GOOD) == BEST
