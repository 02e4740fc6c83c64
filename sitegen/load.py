"""Paths -> SourceFiles: every file of content/ and offers/, read once, nothing ignored.

A file that is not understood is answered, not skipped (jekyll/jekyll issue 3070): links,
special files, wrong extensions, unknown folders, impossible names. It leaves as a refused
source, so that later stages know what was meant to be there. Nothing outside the project is
read.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from sitegen.config import MEDIA_FOLDER, SITE_FILE, TEXTS_FOLDER
from sitegen.diagnostics import Diagnostic, Findings, Location, Related, diagnose
from sitegen.films import MP4, WEBM
from sitegen.models import Content, ContentType
from sitegen.source import CAPTIONS, PDF, SourceFile
from sitegen.urls import RESERVED, is_slug, slugify

Read: TypeAlias = Callable[[Path, str, os.stat_result], "SourceFile | Diagnostic"]

ROOTS = ("content", "offers")
_TEXTS = (f"{TEXTS_FOLDER}/de.yaml", f"{TEXTS_FOLDER}/de-leicht.yaml")
MAX_BYTES = 256 * 1024

# Written by editors' programs and file managers, never by editors.
_SILENT_SUFFIXES = ("~", ".swp", ".swo", ".tmp")
_SILENT_PREFIXES = (".#", "._", ".~")
_YAML = (".yaml", ".yml")
_PICTURES = (".jpg", ".png", ".webp")
_MEDIA = (*_PICTURES, PDF, MP4, WEBM, CAPTIONS)
_ENDINGS = (*_YAML, ".md", *_MEDIA)
_ADVICE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Places:
    """Where files may stand: folders with the extensions allowed there, and single files."""

    folders: dict[str, tuple[str, ...]]
    files: frozenset[str]
    required: tuple[str, ...]

    def leads_to(self, folder: str) -> bool:
        """Whether `folder` is one of the places or lies above one."""
        prefix = folder + "/"
        everything = [*self.folders, *self.files]
        return folder in self.folders or any(place.startswith(prefix) for place in everything)


def places_of(content_types: Sequence[ContentType[Content]]) -> Places:
    """The places of all content types, the settings and the interface texts."""
    folders: dict[str, tuple[str, ...]] = {}
    for t in content_types:
        if not t.is_collection:
            folders[t.place] = (*folders.get(t.place, ()), t.suffix)
    single = [t for t in content_types if t.is_collection]
    return Places(
        folders=folders | {TEXTS_FOLDER: (".yaml",), MEDIA_FOLDER: _MEDIA},
        files=frozenset([SITE_FILE, *(t.place for t in single)]),
        required=(SITE_FILE, *_TEXTS, *(t.place for t in single if t.required)),
    )


def load(
    project: Path, content_types: Sequence[ContentType[Content]], read: Read | None = None
) -> tuple[tuple[SourceFile, ...], Findings]:
    """All source files below `project`, sorted by path, and what is wrong with the files.

    Whoever knows files by their state can be asked instead of `read_source`: `read`.
    """
    places = places_of(content_types)
    sources: list[SourceFile] = []
    findings: list[Diagnostic] = []
    for root in ROOTS:
        for found in _walk(project, root, places, read or read_source):
            if isinstance(found, SourceFile):
                sources.append(found)
            else:
                findings.append(found)
    findings += _missing(sources, findings, places)
    answered = {_meant(finding.location.path) for finding in findings}
    sources += [SourceFile(path, b"", is_refused=True) for path in answered - _paths(sources)]
    return tuple(sorted(sources, key=lambda source: source.path)), tuple(findings)


def _missing(
    sources: Sequence[SourceFile], findings: Sequence[Diagnostic], places: Places
) -> Iterator[Diagnostic]:
    """What must be there and neither is nor was answered, with all its folder perhaps."""
    answered = [_meant(finding.location.path) for finding in findings]
    present = _paths(sources)
    for path in places.required:
        if path not in present and not Location(path).is_within(answered):
            yield diagnose("pflichtdatei-fehlt", Location(path))
    if not any(Location(path).is_within(["offers"]) for path in (*present, *answered)):
        yield diagnose("keine-angebote", Location("offers"))


def _paths(sources: Iterable[SourceFile]) -> frozenset[str]:
    return frozenset(source.path for source in sources)


def _meant(path: str) -> str:
    """The path with the extension that files have here, `x.yaml` for `x.yml`."""
    stem, dot, extension = path.rpartition(".")
    return stem + _YAML[0] if dot + extension.lower() in _YAML else path


def _walk(
    project: Path, folder: str, places: Places, read: Read
) -> Iterator[SourceFile | Diagnostic]:
    try:
        if stat.S_ISLNK(os.lstat(project / folder).st_mode):
            yield diagnose("verknuepfung-nicht-erlaubt", Location(folder))
            return
        with os.scandir(project / folder) as entries:
            names = sorted(entry.name for entry in entries)
    except FileNotFoundError:
        return
    except OSError:
        yield diagnose("datei-nicht-lesbar", Location(folder))
        return
    seen: dict[str, str] = {}
    for name in names:
        if is_silent(name):
            continue
        path = f"{folder}/{name}"
        twin = seen.setdefault(name.casefold(), path)
        if twin != path:
            other = Related(Location(twin), "Diese Datei heißt fast gleich.")
            yield diagnose("gross-klein-gleich", Location(path), related=[other], datei=name)
            continue
        yield from _entry(project, path, places, read)


def is_silent(name: str) -> bool:
    """Whether a name is no editor's: hidden, a backup; a hidden record is no program's."""
    is_hidden = name.startswith(".") and not name.endswith((*_YAML, ".md"))
    return is_hidden or name.startswith(_SILENT_PREFIXES) or name.endswith(_SILENT_SUFFIXES)


def _entry(
    project: Path, path: str, places: Places, read: Read
) -> Iterator[SourceFile | Diagnostic]:
    try:
        state = os.lstat(f"{project}/{path}")
    except OSError:
        yield diagnose("datei-nicht-lesbar", Location(path))
        return
    mode = state.st_mode
    if _is_unprintable(path):
        yield _ill_named(path)
    elif stat.S_ISLNK(mode):
        yield diagnose("verknuepfung-nicht-erlaubt", Location(path))
    elif stat.S_ISDIR(mode) and path not in places.files:
        if places.leads_to(path):
            yield from _walk(project, path, places, read)
        else:
            yield diagnose(
                "ordner-unbekannt", Location(path), ordner=path, hint=_advice(path, places)
            )
    elif not stat.S_ISREG(mode):
        yield diagnose("datei-besonders", Location(path))
    else:
        folder, _, name = path.rpartition("/")
        problem = None if path in places.files else _misplaced(path, folder, name, places)
        if problem is not None:
            yield problem
        elif folder != MEDIA_FOLDER:
            yield read(project, path, state)


def _misplaced(path: str, folder: str, name: str, places: Places) -> Diagnostic | None:
    meant = _meant(path)
    suffixes = places.folders.get(folder, _YAML[:1] if meant in places.files else ())
    if not suffixes:
        return diagnose(
            "datei-am-falschen-ort", Location(path), datei=name, hint=_advice(path, places)
        )
    if meant != path and _YAML[0] in suffixes:
        right = meant.rpartition("/")[2]
        return diagnose("endung-yml", Location(path), datei=name, richtig=right)
    endings = [suffix for suffix in suffixes if fnmatchcase(name, f"*{suffix}")]
    if not endings:
        return diagnose("endung-falsch", Location(path), datei=name, endung=suffixes[0])
    stem = name[: -len(max(endings, key=len))]
    return None if is_slug(stem) and stem not in RESERVED else _ill_named(path)


def _ill_named(path: str) -> Diagnostic:
    """Answer a name that is no id with one that could be; it may hold any bytes."""
    shown = _printable(path)
    name = shown.rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    ending = dot + extension if dot + extension in _ENDINGS else ""
    advice = advised_id(stem if ending else name) + ending
    return diagnose("dateiname-ungueltig", Location(shown), datei=name, vorschlag=advice)


def advised_id(text: str) -> str:
    """An id that somebody might have meant by `text`; short enough to be shown as a whole."""
    advice = slugify(text)[:_ADVICE_LENGTH].strip("-") or "name"
    return f"{advice}-1" if advice in RESERVED else advice


def read_source(project: Path, path: str, _state: os.stat_result) -> SourceFile | Diagnostic:
    """The file at `path`, in the state in which it has just been seen, or what is wrong with it."""
    try:
        # Neither follow a link planted meanwhile nor wait for a pipe's writer.
        handle = os.open(project / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return diagnose("datei-nicht-lesbar", Location(path))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return diagnose("datei-besonders", Location(path))
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return diagnose("datei-zu-gross", Location(path), grenze=MAX_BYTES // 1024)
    return SourceFile(path, data)


def _advice(path: str, places: Places) -> str | None:
    """The place that is called alike, wherever it is."""
    by_name = {place.rpartition("/")[2]: place for place in (*places.folders, *places.files)}
    near = get_close_matches(path.rpartition("/")[2].lower(), by_name, n=1, cutoff=0.75)
    return f"Meinten Sie „{by_name[near[0]]}“?" if near else None


def _is_unprintable(path: str) -> bool:
    return not path.isprintable() or "\\" in path


def _printable(path: str) -> str:
    """A name with bytes that are no text, made fit to be reported."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def load_assets(templates: Path) -> Mapping[str, bytes]:
    """Style, scripts and pictures below templates/assets/ by the url path they get."""
    folder = templates / "assets"
    return {
        f"/assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(map(is_silent, path.relative_to(folder).parts))
    }
