"""Pictures and files: what records name is there and of the right kind, and nothing lies around."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sitegen.config import MEDIA_FOLDER
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.site import AnyRecord, Catalogue, media_of
from sitegen.source import Media


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Files that are missing, of the wrong kind or named nowhere, and what stands for a picture."""
    if catalogue.media is None:
        return
    named = set()
    for record in catalogue.all():
        yield from _missing(record, catalogue.media)
        yield from _words(record)
        named |= {name for name, _ in media_of(record)}
    # A file that was refused is answered already.
    fit = {name for name, file in catalogue.media.items() if file.url}
    for name in sorted(fit - named):
        yield diagnose("medien-unbenutzt", Location(f"{MEDIA_FOLDER}/{name}"), datei=name)


def _missing(record: AnyRecord, media: Mapping[str, Media]) -> Iterator[Diagnostic]:
    for name, keys in media_of(record):
        needs_picture = len(keys) > 1
        fitting = [other for other, file in media.items() if file.is_picture == needs_picture]
        if name in fitting:
            continue
        if name in media:
            kind = "kein Bild" if needs_picture else "keine PDF-Datei"
            yield diagnose("medien-art-falsch", record.at(*keys), datei=name, art=kind)
            continue
        near = get_close_matches(name, fitting, n=1, cutoff=0.6)
        hint = f"Meinten Sie „{near[0]}“?" if near else None
        yield diagnose("medien-fehlt", record.at(*keys), datei=name, hint=hint)


def _words(record: AnyRecord) -> Iterator[Diagnostic]:
    picture = getattr(record.content, "picture", None)
    if picture is None:
        return
    alt = picture.alt.casefold().strip(".")
    if alt in {picture.file.casefold(), picture.file.rpartition(".")[0].casefold()}:
        place = record.at("bild", "alternativtext")
        yield diagnose("alternativtext-dateiname", place, text=picture.alt)
