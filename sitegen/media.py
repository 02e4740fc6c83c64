"""content/medien/ -> Media: pictures fit for the web, without metadata; other files as they are.

A picture from a telephone says where it was taken and is far too large for an old phone.
What is published is drawn anew from its pixels, the right way up, so that nothing else of the
file is left. Size and dimensions are looked at before anything is read or unpacked. Names,
links and special files are answered by `load`.
"""

import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.captions import CaptionError, read_captions
from sitegen.config import MEDIA_FOLDER
from sitegen.diagnostics import Diagnostic, Findings, Location, diagnose
from sitegen.films import MP4, WEBM, FilmError, read_film
from sitegen.source import CAPTIONS, PDF, Media
from sitegen.urls import is_slug

if TYPE_CHECKING:
    from PIL.Image import Image

MEGABYTE = 1024 * 1024
MAX_BYTES: Mapping[str, int] = {
    ".jpg": 8 * MEGABYTE,
    ".png": 8 * MEGABYTE,
    ".webp": 8 * MEGABYTE,
    PDF: 16 * MEGABYTE,
    MP4: 48 * MEGABYTE,
    WEBM: 48 * MEGABYTE,
    CAPTIONS: MEGABYTE,
}
MAX_PIXELS = 40_000_000
# The reader of WebP keeps the whole picture in memory four times.
MAX_PIXELS_WEBP = 24_000_000
MAX_SIDE = 1200
# What an old phone can show as well (no WebP before iOS 14); 82 is where a difference to the
# original stops to be seen.
QUALITY = 82

# What Pillow calls the formats; a telephone's JPEG may hold a second picture (MPO).
_FORMATS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp"}

# What begins a pass over a whole JPEG, its camera's notes or a PNG's colours: readers do them all,
# so a few bytes, repeated, cost minutes. A film behind a picture holds up to 130 by chance.
_COSTLY = (b"\xff\xda", b"Exif\0\0", b"iCCP")
_MOST_COSTLY = 500


class _RefusedError(Exception):
    """A file cannot be published: carries the code and values of the finding."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def at(self, place: Location, name: str) -> Diagnostic:
        """The finding about the file of that name."""
        return diagnose(self.code, place, related=(), hint=None, datei=name, **self.values)


def load_media(project: Path) -> tuple[Mapping[str, Media], Findings]:
    """All files of the folder by name, ready to publish; refused ones without data."""
    found: dict[str, Media] = {}
    findings: list[Diagnostic] = []
    for name in _names(project):
        place = Location(f"{MEDIA_FOLDER}/{name}")
        try:
            found[name] = _media(name, _read(project / MEDIA_FOLDER / name))
        except _RefusedError as refusal:
            findings.append(refusal.at(place, name))
            found[name] = Media(name, "")
    return found, tuple(findings)


def _names(project: Path) -> Iterator[str]:
    folder = project / MEDIA_FOLDER
    if folder.is_symlink() or folder.parent.is_symlink():
        return
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if _is_file(entry))
    except OSError:
        return  # there is none, or `load` has said that it cannot be read
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if dot + ending in MAX_BYTES and is_slug(stem):
            yield name


def _is_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _read(path: Path) -> bytes:
    limit = MAX_BYTES[path.suffix]
    try:
        # Neither follow a link planted meanwhile nor wait for a pipe's writer.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise _RefusedError("medien-nicht-lesbar") from None
    with os.fdopen(handle, "rb") as file:
        size = os.fstat(handle).st_size
        data = file.read(limit + 1) if size <= limit else b""
    if size > limit or len(data) > limit:
        raise _RefusedError("medien-zu-gross", groesse=_megabytes(size), grenze=limit // MEGABYTE)
    return data


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".replace(".", ",")


def _media(name: str, data: bytes) -> Media:
    ending = name[name.rfind(".") :]
    if ending not in _FORMATS.values():
        return _as_it_is(name, ending, data)
    with warnings.catch_warnings():
        # Pillow warns of what is answered here, or of metadata that are left behind anyway.
        warnings.simplefilter("ignore")
        picture, data = _redrawn(ending, data)
    # Two files may differ in their ending only; an id has no dot.
    url = f"/medien/{name}" if ending == ".jpg" else f"/medien/{name}.jpg"
    return Media(name, url, data, *picture)


def _as_it_is(name: str, ending: str, data: bytes) -> Media:
    """A file that is copied byte by byte, once it is what its name says."""
    media = Media(name, f"/medien/{name}", data)
    if ending in {MP4, WEBM}:
        try:
            return replace(media, film=read_film(ending, data))
        except FilmError:
            raise _RefusedError("film-nicht-lesbar", endung=ending) from None
    if ending == CAPTIONS:
        try:
            return replace(media, seconds=max(cue.end for cue in read_captions(data)))
        except CaptionError as error:
            line, reason = error.line, error.reason
            code = "film-untertitel-fehlerhaft"
            raise _RefusedError(code, zeile=line, grund=reason) from None
    if not data.startswith(b"%PDF-"):
        raise _RefusedError("pdf-nicht-lesbar")
    return media


@lru_cache(maxsize=128)  # a preview draws each picture once
def _redrawn(ending: str, data: bytes) -> tuple[tuple[int, int], bytes]:
    """Width and height of the picture as published, and its bytes."""
    from PIL import Image, ImageOps  # only for those who have pictures

    if any(data.count(mark) > _MOST_COSTLY for mark in _COSTLY):
        raise _RefusedError("bild-nicht-lesbar")
    most = MAX_PIXELS_WEBP if ending == ".webp" else MAX_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            _examine(image, ending, most)
            small = _eight_bit(image)
            small.thumbnail((MAX_SIDE, MAX_SIDE))
            upright = _opaque(ImageOps.exif_transpose(small))
    except Image.DecompressionBombError:
        raise _RefusedError("bild-zu-viele-pixel", grenze=most // 1_000_000) from None
    except _RefusedError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises whatever a broken file makes it trip over
        raise _RefusedError("bild-nicht-lesbar") from None
    made = BytesIO()
    upright.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return upright.size, made.getvalue()


def _examine(image: "Image", ending: str, most: int) -> None:
    """Look at the head of the file; nothing is unpacked yet."""
    if _FORMATS[image.format or ""] != ending:
        kind = (image.format or "").replace("MPO", "JPEG")
        raise _RefusedError("bild-art-falsch", art=kind, endung=_FORMATS[image.format or ""])
    if image.width * image.height > most:
        raise _RefusedError("bild-zu-viele-pixel", grenze=most // 1_000_000)
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise _RefusedError("bild-bewegt")


def _eight_bit(image: "Image") -> "Image":
    """The same picture; greys of 16 bits, which Pillow would cut off at white, as 8 bits."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _opaque(image: "Image") -> "Image":
    """The pixels alone, in the colours that every screen shows, on white where transparent."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode == "RGB":
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB")) or image
        except ImageCms.PyCMSError:
            pass  # a broken profile: the colours as they are
    layered = image.convert("RGBA")
    clean = Image.new("RGB", image.size, "white")
    clean.paste(layered, mask=layered.getchannel("A"))
    return clean
