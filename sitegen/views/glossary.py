"""Words of an easy text that the glossary explains, to be shown on the same page."""

import re
from dataclasses import dataclass

from sitegen.compounds import joined, shown
from sitegen.models.glossary import GLOSSARY, GlossaryEntry
from sitegen.site import Site

# Where a link leads is no part of the text.
_ADDRESS = re.compile(r"\]\([^)]*\)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Explained:
    """A word with what it means, one sentence per line."""

    word: str
    sentences: tuple[str, ...]


def explained_in(text: str, site: Site) -> tuple[Explained, ...]:
    """The words with an explanation that occur in the text, each once, in the order of the file."""
    splitting = site.catalogue.config.splitting
    said = _spoken(_ADDRESS.sub("", text))
    return tuple(
        Explained(
            shown(entry.name, splitting),
            tuple(shown(line.strip(), splitting) for line in _lines(entry)),
        )
        for record in site.catalogue.of(GLOSSARY).values()
        if (entry := record.content).explanation
        and any(_is_said(form, said) for form in (entry.name, *entry.forms))
    )


def _lines(entry: GlossaryEntry) -> list[str]:
    return [line for line in (entry.explanation or "").splitlines() if line.strip()]


def _is_said(form: str, said: str) -> bool:
    """A noun is written large everywhere, `Links` and not `links`; others begin a sentence, too."""
    return _spoken(form) in (said if form[0].isupper() else said.lower())


def _spoken(text: str) -> str:
    """The bare words, a space on either side of each: `Roll-Stuhl` is the word `Roll|Stuhl`."""
    words = _WORD.findall(joined(_HYPHEN.sub("|", text)))
    return f" {' '.join(words)} "
