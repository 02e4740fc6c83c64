"""content/texte/*.yaml -> interface texts by language: flat keys such as `offer.when`.

`de.yaml` is complete; another language may lack a text only if the German one may stand in,
which is reported. The texts hold plain words and `{placeholders}`, never markup.
"""

import string
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping

from sitegen.config import TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Findings, Location, diagnose
from sitegen.site import Texts
from sitegen.source import Document, Mapping, Scalar

MAIN = "de"


def read_texts(documents: Iterable[Document]) -> tuple[AbstractMapping[str, Texts], Findings]:
    """All texts by language (file name) and dotted key, and what is wrong with them."""
    findings: list[Diagnostic] = []
    texts: dict[str, dict[str, str]] = {}
    paths: dict[str, str] = {}
    for document in documents:
        language = document.path.removeprefix(TEXTS_FOLDER + "/").removesuffix(".yaml")
        texts[language] = dict(_flat(document.path, document.root, "", findings))
        paths[language] = document.path
    main = texts.get(MAIN)
    if main is None:
        findings.append(diagnose("pflichtdatei-fehlt", Location(f"{TEXTS_FOLDER}/{MAIN}.yaml")))
        return texts, tuple(findings)
    for language, own in texts.items():
        findings += _differences(paths[language], own, main)
    return {language: main | own for language, own in texts.items()}, tuple(findings)


def _flat(
    path: str, node: Mapping, prefix: str, findings: list[Diagnostic]
) -> Iterable[tuple[str, str]]:
    for entry in node.entries:
        key = prefix + entry.key
        if isinstance(entry.value, Mapping):
            yield from _flat(path, entry.value, key + ".", findings)
        elif isinstance(entry.value, Scalar) and not entry.value.is_absent:
            yield key, entry.value.text.strip()
        else:
            span = entry.span
            place = Location(path, span.line, span.column, span.end_line, span.end_column)
            findings.append(diagnose("oberflaechentext-leer", place, schluessel=key))


def _differences(path: str, own: Texts, main: Texts) -> Iterable[Diagnostic]:
    for key in main.keys() - own.keys():
        yield diagnose("oberflaechentext-fehlt", Location(path), schluessel=key)
    for key, text in own.items():
        place = Location(path, keys=tuple(key.split(".")))
        if key not in main:
            yield diagnose("oberflaechentext-unbekannt", place, schluessel=key)
        elif placeholders(text) != placeholders(main[key]):
            yield diagnose("oberflaechentext-platzhalter", place, schluessel=key)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; a malformed text yields a name that matches no other."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        return frozenset(["{"])
