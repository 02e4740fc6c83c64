"""The generated pages of the handbook hold every code and every key."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.config import SiteConfig
from sitegen.describe import FieldNote, describe
from sitegen.generated import write
from sitegen.handbook import codes_page, fields_page, files, pages
from sitegen.messages import rules
from tests.examples import project


def test_every_finding_is_explained_once() -> None:
    text = codes_page()
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert anchors == list(rules())
    for rule in rules().values():
        assert f"## {rule.title}\n\n`{rule.code}` · {rule.severity.capitalize()}\n" in text
        assert rule.explanation in text


@pytest.mark.parametrize("name", [*project.TYPES, "site"])
def test_every_key_has_a_row(name: str) -> None:
    model = SiteConfig if name == "site" else project.TYPES[name].model
    label = "Einstellungen" if name == "site" else project.TYPES[name].label
    section = fields_page().split(f"\n## {label}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows), "a cell holds a stroke"
    shown = [(row.split(" | ")[0].strip("| *"), row.startswith("| **")) for row in rows]
    assert shown == list(expected(describe(model)))


def expected(notes: tuple[FieldNote, ...], prefix: str = "") -> Iterator[tuple[str, bool]]:
    for note in notes:
        key = f"{prefix}{note.key}{'[]' if note.is_list else ''}"
        yield key, note.is_required
        yield from expected(note.fields, f"{key}.")


def test_every_choice_is_named() -> None:
    text = fields_page()
    for words in ("vor_ort, online, telefon, hausbesuch, hybrid", "ja/nein/unbekannt"):
        assert words in text
    assert "Kennung (stadtbezirk), oder: bundesweit, stadtweit" in text
    assert "Kennung (angebot oder anbieter oder" in text


def test_pages_are_written_where_they_belong(tmp_path: Path) -> None:
    assert set(write(tmp_path, files())) == set(files())
    for path, text in files().items():
        assert (tmp_path / path).read_text("utf-8") == text
        assert text.endswith("\n")
    assert all(text.startswith("# ") for text in pages().values())
    assert {path.partition("/")[0] for path in files()} == {"docs", "vorlagen", ".vscode"}
    assert files() == files()
