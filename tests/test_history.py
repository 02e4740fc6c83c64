"""The handbook's way to take a person out of the history, followed to the letter.

The commands and the two files are taken from the page itself and run on a repository whose
every part names the person: files, file names, messages, authors, a branch and a tag.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest

PAGE = Path(__file__).parent.parent / "docs/handbuch/person-entfernen.md"
FENCE = re.compile(r"^```(shell|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = FENCE.findall(PAGE.read_text("utf-8"))
SEARCH, CLEAN, CLONE, REWRITE, LOOK, PUSH, TIDY = (code for kind, code in BLOCKS if kind == "shell")
REPLACED, AUTHORS = (code for kind, code in BLOCKS if kind == "text")
Author: TypeAlias = tuple[str, str]
PERSON = ("Erika Mustermann", "erika.mustermann@example.org")
OTHER = ("Redaktion", "redaktion@example.org")
HOST, PICTURE, OFFER = "content/anbieter/erika.yaml", "content/medien/erika.jpg", "offers/tee.yaml"


def run(command: str, folder: Path, by: Author = OTHER, address: str = "") -> tuple[int, str]:
    """Exit code and output of a command in bash, with a git that knows nothing of this machine."""
    name, mail = by
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={
            # git finds its helpers on the path; filter-repo is installed beside Python.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), name),
            **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), mail),
            "ADRESSE": address,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def done(command: str, folder: Path, by: Author = OTHER, address: str = "") -> str:
    code, said = run(command, folder, by, address)
    assert code == 0, said
    return said


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A bare repository as a service keeps it, after step 1 of the page."""
    bare, work = tmp_path / "server.git", tmp_path / "work"
    done("git init --quiet --bare --initial-branch main server.git", tmp_path)
    done("git clone --quiet server.git work && git -C work switch --quiet -c main", tmp_path)
    for path in (HOST, PICTURE, OFFER):
        (work / path).parent.mkdir(parents=True)
    (work / HOST).write_text("name: Erika\n", "utf-8")
    (work / PICTURE).write_bytes(b"\xff\xd8\x00 Mustermann \xff")
    (work / OFFER).write_text("kurz: Tee mit ERIKA  Mustermann.\n".replace("  ", " "), "utf-8")
    done("git add . && git commit --quiet -m 'Tee bei Erika Mustermann'", work, PERSON)
    done("git tag -a eins -m 'Stand von Mustermann'", work, PERSON)
    done("git switch --quiet -c vorschlag", work)
    (work / OFFER).write_text("kurz: Schreiben Sie an erika.mustermann@example.org.\n", "utf-8")
    done("git commit --quiet -am 'Mail' && git switch --quiet main", work)
    assert OFFER in done(SEARCH.splitlines()[0], work)
    done(f"git rm --quiet {HOST} {PICTURE}", work)
    (work / OFFER).write_text("kurz: Tee mit jemandem vom Verein.\n", "utf-8")
    done("git commit --quiet -am 'Angabe entfernt'", work)
    assert [run(line, work)[1] for line in SEARCH.splitlines()] == ["", ""]
    done("git push --quiet origin main vorschlag eins", work)
    return bare


def traces(repository: Path) -> list[str]:
    """What the three commands of the page find, each with what it says."""
    return [said for line in LOOK.splitlines() if (said := run(line, repository)[1])]


def objects(repository: Path) -> str:
    """All that a repository holds, also what nothing leads to any more."""
    return done("git cat-file --batch-all-objects --batch", repository).casefold()


def test_a_person_is_taken_out_of_the_history(server: Path, tmp_path: Path) -> None:
    address = server.as_uri()  # as a service sends it: only what something leads to
    assert len(traces(server)) == 2
    assert CLONE.splitlines()[1] == "cd geschichte.git"
    done(CLONE.splitlines()[0], tmp_path, address=address)
    copy = tmp_path / "geschichte.git"
    (tmp_path / "ersetzen.txt").write_text(REPLACED, "utf-8")
    (tmp_path / "namen.txt").write_text(AUTHORS, "utf-8")
    done(REWRITE, copy)
    assert traces(copy) == []
    assert (copy / "filter-repo/commit-map").is_file()
    done(PUSH, copy, address=address)

    done('git clone --quiet "$ADRESSE" neu', tmp_path, address=address)
    fresh = tmp_path / "neu"
    assert traces(fresh) == []
    assert "mustermann" not in objects(fresh)
    assert "(name entfernt)" in objects(fresh)
    assert done("git log --all --format=%an | sort -u", fresh) == "Redaktion\n"
    assert HOST not in done("git log --all --name-only --format=", fresh)
    assert (fresh / OFFER).read_text("utf-8") == "kurz: Tee mit jemandem vom Verein.\n"

    assert "mustermann" in objects(server), "as the page warns"
    done(TIDY, server)
    assert "mustermann" not in objects(server)
