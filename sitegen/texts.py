"""content/texte/*.yaml -> interface texts by language: flat keys such as `offer.when`.

`de.yaml` is complete; easy language may lack a text only if the German one may stand in,
which is reported. Other languages hold what their own pages show and nothing stands in for it;
what no German page shows (`foreign.…`) stands in `de.yaml` to be translated from. The texts hold
plain words and `{placeholders}`, never markup.
"""

import string
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, diagnose
from sitegen.localised import CATEGORIES
from sitegen.plaintext import clean
from sitegen.site import Texts
from sitegen.source import Document, Mapping, Scalar

MAIN = "de"
_EASY = "de-leicht"
_FOREIGN = "foreign."
MOST = 50  # faults answered per file
_MALFORMED = frozenset(["{"])


@dataclass(frozen=True, slots=True)
class InterfaceText:
    """One text of one language, and where it stands; faulty ones were answered already."""

    words: str
    place: Location
    is_faulty: bool


def read_texts(document: Document) -> tuple[AbstractMapping[str, InterfaceText], Findings]:
    """The texts of one language by dotted key, and what is wrong with them by themselves."""
    texts: dict[str, InterfaceText] = {}
    faults: list[Diagnostic] = []
    for key, place, words in _flat(document.path, document.root, ""):
        fault = _fault(key, place, words, texts.get(key))
        if fault is not None:
            faults.append(fault)
        texts.setdefault(key, InterfaceText(words.strip(), place, is_faulty=fault is not None))
    return texts, tuple(_first(faults, document.path))


def join_texts(
    files: AbstractMapping[str, AbstractMapping[str, InterfaceText]],
) -> tuple[AbstractMapping[str, Texts], Findings]:
    """All texts by language and dotted key, of texts by path, and what does not fit together.

    Nothing is compared without `de.yaml`; that it is missing was answered by `load`.
    """
    findings: list[Diagnostic] = []
    found = {_language(path): own for path, own in files.items()}
    main = found.get(MAIN, {})
    if main:
        for path, own in files.items():
            findings += _first(_differences(own, main), path)
    german = {key: text for key, text in main.items() if not key.startswith(_FOREIGN)}
    easy = found.get(_EASY)
    if easy is not None:
        path = f"{TEXTS_FOLDER}/{_EASY}.yaml"
        for key in german.keys() - easy.keys():
            findings.append(diagnose("oberflaechentext-fehlt", Location(path), schluessel=key))
        found[_EASY] = german | {**easy}
    texts = {
        language: {key: text.words for key, text in own.items()} for language, own in found.items()
    }
    return texts, tuple(findings)


def _language(path: str) -> str:
    return path.removeprefix(TEXTS_FOLDER + "/").removesuffix(".yaml")


def _first(faults: Iterable[Diagnostic], path: str) -> Iterator[Diagnostic]:
    """As many faults of one file as help somebody."""
    for number, fault in enumerate(faults):
        if number == MOST:
            yield diagnose("zu-viele-fehler", Location(path), grenze=MOST)
            return
        yield fault


def _flat(path: str, node: Mapping, prefix: str) -> Iterator[tuple[str, Location, str]]:
    """Dotted key, place and words of every text; empty words where none stand."""
    for entry in node.entries:
        key, value = prefix + entry.key, entry.value
        if isinstance(value, Mapping) and value.entries:
            yield from _flat(path, value, key + ".")
            continue
        words = value.text if isinstance(value, Scalar) and not value.is_absent else ""
        span = value.span if words else entry.span
        place = Location(path, span.line, span.column, span.end_line, span.end_column)
        yield key, place, words


def _fault(key: str, place: Location, words: str, first: InterfaceText | None) -> Diagnostic | None:
    if not words:
        return diagnose("oberflaechentext-leer", place, schluessel=key)
    if first is not None:
        other = Related(first.place, "Hier steht der Text zum ersten Mal.")
        return diagnose("schluessel-doppelt", place, related=[other], schluessel=key)
    if placeholders(words) == _MALFORMED:
        return diagnose("oberflaechentext-klammer", place, schluessel=key)
    try:
        clean(words)
    except PydanticCustomError as error:
        return diagnose(error.type, place, schluessel=key, **(error.context or {}))
    return None


def _differences(
    own: AbstractMapping[str, InterfaceText], main: AbstractMapping[str, InterfaceText]
) -> Iterator[Diagnostic]:
    for key, text in own.items():
        if text.is_faulty:
            continue
        plural = _plural(key, main)
        original = plural or main.get(key)
        if original is None:
            yield diagnose("oberflaechentext-unbekannt", text.place, schluessel=key)
            continue
        said, wanted = placeholders(text.words), placeholders(original.words)
        # A form that is itself a number, as the dual, need not name it.
        if not original.is_faulty and said != wanted and not (plural and said < wanted):
            yield diagnose("oberflaechentext-platzhalter", text.place, schluessel=key)


def _plural(key: str, main: AbstractMapping[str, InterfaceText]) -> InterfaceText | None:
    """The German text of which the key is another plural form, in any language."""
    name, _, category = key.rpartition("_")
    return main.get(f"{name}_other") if category in CATEGORIES and category != "other" else None


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; a malformed text yields a name that matches no other.

    A placeholder is a plain name: the format language of Python could reach into values or
    make a text of any length.
    """
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return _MALFORMED
    names = [name for _, name, _, _ in parts if name is not None]
    is_plain = all(name.isidentifier() for name in names) and not any(
        form or conversion for _, _, form, conversion in parts
    )
    return frozenset(names) if is_plain else _MALFORMED
