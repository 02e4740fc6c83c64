"""The HTML checker (html-validate, on the Node that Playwright brings) on every built page."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"

CONFIG = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    "rules": {
        # Nothing is loaded from elsewhere, so there is nothing to seal.
        "require-sri": ["error", {"target": "crossorigin"}],
    },
}


def validate(folder: Path, *patterns: str) -> list[str]:
    """What the checker objects to, one line each."""
    config = folder / ".htmlvalidate.json"
    config.write_text(json.dumps(CONFIG), "utf-8")
    node, _ = compute_driver_executable()
    # Into a file, because the checker ends before it has filled a pipe.
    report = folder / "report.json"
    with report.open("w") as stdout:
        subprocess.run(
            [node, str(CHECKER), "--config", str(config), "--formatter", "json", *patterns],
            cwd=folder,
            stdout=stdout,
            check=False,
        )
    return [
        f"{Path(result['filePath']).relative_to(folder)}:{message['line']}"
        f" {message['ruleId']}: {message['message']}"
        for result in json.loads(report.read_text("utf-8"))
        for message in result["messages"]
    ]


def test_every_page_is_valid_html(folder: Path) -> None:
    # The offers that make the crowd are copies of one another.
    crowd = ("crowd/*/index.html", "crowd/themen/**/*.html")
    assert validate(folder, "real/**/*.html", "city/**/*.html", *crowd) == []


@pytest.mark.parametrize("site", ["real", "city", "crowd"])
def test_every_page_has_a_title_a_heading_and_the_way_to_the_office(
    folder: Path, site: str
) -> None:
    for path in (folder / site).rglob("*.html"):
        html = path.read_text("utf-8")
        if 'http-equiv="refresh"' in html:
            continue
        place = path.relative_to(folder)
        (title,) = re.findall(r"<title[^>]*>(.*?) – [^<]+</title>", html)
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        assert title.strip(), place
        assert heading.strip(), place
        assert 'id="kontakt"' in html, place
        # Beside the start the page of the office goes by its bare name, `kontakt/`.
        assert re.search(r'href="(?:[^"]*[#/])?kontakt/?"', html), place


def test_the_checker_would_find_something(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><p><div></div></p>'
    (tmp_path / "bad.html").write_text(page + "<img src=x></body></html>", "utf-8")
    assert validate(tmp_path, "*.html") != []
