"""The German catalogue of findings: one TOML table per stable code.

Every code has a severity, a title, a message template, an optional hint template and a
paragraph for the handbook; `pydantic.toml` maps pydantic's error types onto codes. The
texts are data so that editors' words can be corrected without touching the program, and
so that one test can prove that every code used has a text and every text a use.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

SEVERITIES = ("fehler", "warnung", "hinweis")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the catalogue knows about one code.

    `message` and `hint` are `str.format` templates; `explanation` is one or more German
    paragraphs in the Markdown of the handbook.
    """

    code: str
    severity: str
    title: str
    message: str
    hint: str
    explanation: str


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by code, sorted; raises `ValueError` when a code stands in two files."""
    found: dict[str, Rule] = {}
    for area in sorted(_areas()):
        for code, entry in _read(area).items():
            if code in found:
                raise ValueError(f"code {code} stands in two catalogue files")
            found[code] = Rule(
                code=code,
                severity=entry["schwere"],
                title=entry["titel"],
                message=entry["meldung"],
                hint=entry.get("hilfe", ""),
                explanation=entry["text"].strip(),
            )
    return MappingProxyType(dict(sorted(found.items())))


@cache
def pydantic_codes() -> Mapping[str, str]:
    """Our code for each pydantic error type the models can produce."""
    return MappingProxyType(_read("pydantic.toml")["codes"])


def shown(value: object, limit: int = 60) -> str:
    """A value as it may stand inside a one-line message: no line breaks, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _areas() -> list[str]:
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return [name for name in names if name.endswith(".toml") and name != "pydantic.toml"]


def _read(name: str) -> dict[str, dict[str, str]]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
