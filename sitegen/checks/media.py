"""Pictures and files: what records name is there and of the right kind, and nothing lies around."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sitegen.compounds import joined
from sitegen.config import MEDIA_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.page import EasyPage
from sitegen.site import AnyRecord, Catalogue, media_of, pictures_of
from sitegen.source import MediaKind

_NAMES: Mapping[MediaKind, str] = {
    "bild": "kein Bild",
    "pdf": "keine PDF-Datei",
    "film": "kein Film",
    "untertitel": "keine Datei mit Untertiteln",
}
_ENDINGS: Mapping[MediaKind, str] = {
    "bild": ".jpg, .png oder .webp",
    "pdf": ".pdf",
    "film": ".mp4 oder .webm",
    "untertitel": ".vtt",
}


def known(catalogue: Catalogue) -> Mapping[str, MediaKind] | None:
    """What kind each file is; None where nobody looked."""
    if catalogue.media is None:
        return None
    return {name: file.kind for name, file in catalogue.media.items()}


def check_record(record: AnyRecord, kinds: Mapping[str, MediaKind] | None) -> Iterator[Diagnostic]:
    """Files that are missing or of the wrong kind, and what stands for a picture."""
    if kinds is not None:
        yield from _missing(record, kinds)
        yield from _words(record)
        yield from _sections(record)


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Files that no record names."""
    # A file that was refused is answered already.
    fit = {name for name, file in (catalogue.media or {}).items() if file.url}
    named = {name for record in catalogue.all() for name, _, _ in media_of(record)}
    for name in sorted(fit - named):
        yield diagnose("medien-unbenutzt", Location(f"{MEDIA_FOLDER}/{name}"), datei=name)


def _missing(record: AnyRecord, kinds: Mapping[str, MediaKind]) -> Iterator[Diagnostic]:
    for name, keys, kind in media_of(record):
        if kinds.get(name) == kind:
            continue
        if name in kinds:
            place, endings = record.at(*keys), _ENDINGS[kind]
            yield diagnose(
                "medien-art-falsch", place, datei=name, art=_NAMES[kind], endungen=endings
            )
            continue
        fitting = [other for other, its in kinds.items() if its == kind]
        near = get_close_matches(name, fitting, n=1, cutoff=0.6)
        hint = f"Meinten Sie „{near[0]}“?" if near else None
        yield diagnose("medien-fehlt", record.at(*keys), datei=name, hint=hint)


def _words(record: AnyRecord) -> Iterator[Diagnostic]:
    for picture, keys in pictures_of(record):
        alt = picture.alt.casefold().strip(".")
        if alt in {picture.file.casefold(), picture.file.rpartition(".")[0].casefold()}:
            place = record.at(*keys, "alternativtext")
            yield diagnose("alternativtext-dateiname", place, text=picture.alt)


def _sections(record: AnyRecord) -> Iterator[Diagnostic]:
    """A picture of an easy text stands below a heading that is there."""
    content = record.content
    if not isinstance(content, EasyPage):
        return
    headings = {joined(heading[1]) for heading in content.headings()}
    for number, picture in enumerate(content.pictures):
        if picture.section and joined(picture.section) not in headings:
            place = record.at("bilder", number, "abschnitt")
            near = get_close_matches(joined(picture.section), sorted(headings), n=1, cutoff=0.6)
            hint = f"Meinten Sie „{near[0]}“?" if near else None
            yield diagnose("bild-abschnitt-fehlt", place, abschnitt=picture.section, hint=hint)
