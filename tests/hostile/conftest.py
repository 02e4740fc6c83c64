"""One site of everything hostile that is accepted, in every kind of record and page."""

import re
from itertools import cycle
from pathlib import Path

import pytest

from tests.examples import project
from tests.golden.conftest import settle
from tests.hostile.cases import cases
from tests.hostile.running import TODAY, Answer, confinement, place
from tests.once import once

BASE_URL = "https://stadt.example.org/nebenan"
# What ends scripts, comments, attributes and templates, in two texts that fit every field.
WORDS = (
    "</script><script>gelaufen(1)</script>]]><x onload=gelaufen(1)>",
    'a" onclick="x\'><img src=x onerror=gelaufen(1)>{{ 7*7 }}<!-- <script>',
)
TABLE = ("--format", "anrufliste", "--out", "liste")
# What the records of the tables refer to.
NEEDED = (
    "content/anbieter/nachbarschaft.yaml",
    "content/medien/anger.png",
    "content/orte/haus-am-anger.yaml",
)

_LINES = re.compile(
    r"^(\s*(?:- )?)(titel|name|kurz|aussage|quelle|gremium|alternativtext|bildnachweis|erhebung"
    r"|einheit|rhythmus|teilnehmende): (?![|>]).*$",
    re.MULTILINE,
)
_EASY_FILE = re.compile(r"^( *)(?=titel: )", re.MULTILINE)
_EASY_BLOCK = re.compile(r"(?<=^  leicht:\n)( *)(?=titel: )", re.MULTILINE)
# No such sign belongs into easy language, unless an editor excuses it.
_EXCUSED = "".join(
    [
        r"\1ausnahmen:\n",
        *(
            rf"\1  - satz: {{{n}}}\n\1    regel: leicht-sonderzeichen\n\1    grund: x\n"
            for n in (0, 1)
        ),
        r"\1",
    ]
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer, Answer]:
    """The built site, and what the build and the table for telephone calls said."""
    return once(tmp_path_factory, "hostile-site", _site)


def _site(folder: Path) -> tuple[Path, Answer, Answer]:
    city = settle(place(folder / "stadt"))
    _spoil(city)
    given = project.city_files()
    project.write(city, {path: given[path] for path in NEEDED})
    for case in cases():
        if case.inert:
            case.lie_in(city)
    for path in city.glob("content/orte/*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"bezirk: mitte", b"bezirk: altstadt"))
    (folder / "warm").mkdir()
    with confinement(folder / "warm") as run:
        built = run(city, ["build", "--today", TODAY, "--base-url", BASE_URL], seconds=60)
        called = run(city, ["list", "--ueberfaellig", "--today", TODAY, *TABLE], seconds=60)
    return city / "dist", built, called


def _spoil(city: Path) -> None:
    """The same hostile words in every record of the city."""
    quoted = ["'" + words.replace("'", "''") + "'" for words in WORDS]
    turns = cycle(quoted)
    for path in sorted(
        [*city.glob("content/*/*"), *city.glob("content/*.yaml"), *city.glob("o*/*")]
    ):
        is_record = path.suffix in {".yaml", ".md"} and path.parent.name != "texte"
        if is_record and path.name not in {"site.yaml", "gastgeberin.yaml"}:
            text = path.read_text("utf-8")
            easy = _EASY_FILE if ".leicht." in path.name else _EASY_BLOCK
            text = _LINES.sub(lambda m: f"{m[1]}{m[2]}: {next(turns)}", text)
            path.write_text(easy.sub(_EXCUSED.format(*quoted), text, count=1), "utf-8")
