"""The glossary has one word for one thing: no word stands in two entries."""

from collections.abc import Iterator

from sitegen.compounds import joined
from sitegen.diagnostics import Diagnostic, Location, Related, diagnose
from sitegen.models import Record
from sitegen.models.glossary import GLOSSARY, GlossaryEntry
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Words and forms that stand in two entries, also as a word that is not to be used."""
    seen: dict[str, Location] = {}
    for record in catalogue.of(GLOSSARY).values():
        for word, place in _words(record):
            first = seen.setdefault(joined(word).casefold(), place)
            if first != place:
                other = Related(first, "Hier steht das Wort zum ersten Mal.")
                yield diagnose("glossar-wort-doppelt", place, related=[other], wort=word)


def _words(record: Record[GlossaryEntry]) -> Iterator[tuple[str, Location]]:
    entry = record.content
    yield entry.name, record.at("wort")
    for key, words in (("formen", entry.forms), ("statt", entry.instead)):
        for number, word in enumerate(words):
            yield word, record.at(key, number)
