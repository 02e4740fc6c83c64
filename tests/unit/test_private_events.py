"""What a private person invites to: in every output while they agree, in none a day later."""

import re
from pathlib import Path

import pytest

from tests.golden.conftest import build_city, settle

HOST = "content/anbieter/gastgeberin.yaml"
HOUSE = "content/orte/haus-am-fluss.yaml"
PAGE = "veranstaltungen/suppe/index.html"
TWIN = f"leichte-sprache/{PAGE}"
CALENDAR = "veranstaltungen/suppe/kalender.ics"  # empty it stays, so that programs drop the dates
STREET = "Uferweg 3"

CARE = """pflege:
  status: veroeffentlicht
  geprueft_am: 2026-02-02
  geprueft_von: Redaktion
  quellen:
    - art: telefonat
      datum: 2026-02-02
      beleg_jahr: 2026
"""
SERIES = """titel: Löffelrunde
kurz: Eine Suppe für alle.
beginn: 2026-03-05 18:00
wiederholung:
  regel: donnerstags
  ferien: ja
  feiertage: offen
veranstalter:
  - gastgeberin
ort_text: Hinterhof
termine:
  - am: 2026-03-12
    thema: Rote Linsen
    ort_text: Gartenlaube
themen:
  - essen
"""
ONCE = """titel: Löffelrunde
kurz: Eine Suppe für alle.
beginn: 2026-03-05 18:00
veranstalter:
  - gastgeberin
ort_text: Hinterhof
teile:
  - titel: Rote Linsen
    beginn: 2026-03-05 18:00
    ort_text: Gartenlaube
themen:
  - essen
"""
OWN = ("Löffelrunde", "Eine Suppe für alle", "Rote Linsen", "Hinterhof", "Gartenlaube", "Odalinde")


def built(folder: Path, event: str, until: str) -> dict[str, str] | None:
    """Everything published, by path, with lines of calendars unfolded; None if it is refused."""
    project = settle(folder / "city")
    host = project / HOST
    text, count = re.subn(r"(?m)^(    bis:) .*$", rf"\1 {until}", host.read_text("utf-8"))
    assert count == 1
    host.write_text(text.replace("name: Mila", "name: Odalinde"), "utf-8")
    (project / "content/veranstaltungen/suppe.yaml").write_text(event + CARE, "utf-8")
    if not build_city(project).is_published:
        return None
    found = sorted(path for path in (project / "dist").rglob("*") if path.is_file())
    return {
        path.relative_to(project / "dist").as_posix(): path.read_bytes()
        .decode("utf-8", "replace")
        .replace("\r\n ", "")
        for path in found
    }


@pytest.mark.parametrize("event", [SERIES, ONCE], ids=["series", "once"])
def test_while_they_agree_machines_are_told_the_title_alone(event: str, tmp_path: Path) -> None:
    found = built(tmp_path, event, "2026-03-01")
    assert found is not None
    assert all(words in found[PAGE] for words in OWN)
    assert {words for words in OWN if words not in found[TWIN]} == {"Eine Suppe für alle"}
    pages = found[PAGE] + found[TWIN]
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pages, re.DOTALL)
    assert "Löffelrunde" in "".join(data)
    calendars = {path: text for path, text in found.items() if path.endswith(".ics")}
    assert {path for path, text in calendars.items() if "Löffelrunde" in text} >= {
        "kalender.ics",
        CALENDAR,
    }
    assert "Löffelrunde" in found["feed.atom"]
    for text in (*data, *calendars.values(), found["feed.atom"]):
        assert "Odalinde" not in text
    for text in (*calendars.values(), found["feed.atom"]):
        assert "Hinterhof" not in text
        assert "Gartenlaube" not in text


@pytest.mark.parametrize("event", [SERIES, ONCE], ids=["series", "once"])
def test_when_they_agree_no_longer_nothing_is_left(event: str, tmp_path: Path) -> None:
    found = built(tmp_path, event, "2026-02-28")
    assert found is not None
    assert all('name="robots" content="noindex"' in found[page] for page in (PAGE, TWIN))
    assert "BEGIN:VEVENT" not in found[CALENDAR]
    assert not [(path, word) for path, text in found.items() for word in OWN if word in text]
    others = {path for path, text in found.items() if "/veranstaltungen/suppe/" in text}
    assert others == {PAGE, TWIN, CALENDAR}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ort_text: Hinterhof", "orte: [haus-am-fluss]"),
        ("    ort_text: Gartenlaube", "    orte: [haus-am-fluss]"),
        ("ort_text: Hinterhof", f"ort_text: {STREET}"),
        ("    ort_text: Gartenlaube", f"    ort_text: bei Odalinde, {STREET}"),
    ],
)
@pytest.mark.parametrize("event", [SERIES, ONCE], ids=["series", "once"])
def test_with_a_street_nothing_is_published(event: str, old: str, new: str, tmp_path: Path) -> None:
    assert f"strasse: {STREET}" in (settle(tmp_path / "city") / HOUSE).read_text("utf-8")
    assert event.count(old) == 1
    assert built(tmp_path / "other", event.replace(old, new), "2026-12-31") is None
