"""Bytes of a film (MP4, WebM) -> what the file says of itself: its size, pace and length.

Only the few fields of the head are read; nothing is unpacked. What a file leaves open is 0.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

MP4 = ".mp4"
WEBM = ".webm"

_EBML = b"\x1a\x45\xdf\xa3"
# Elements of WebM that hold others, and those that say something.
_SEGMENT, _INFO, _TRACKS = 0x18538067, 0x1549A966, 0x1654AE6B
_TRACK, _VIDEO = 0xAE, 0xE0
_SCALE, _DURATION, _FRAME = 0x2AD7B1, 0x4489, 0x23E383
_WIDTH, _HEIGHT, _KIND = 0xB0, 0xBA, 0x83
_PARENTS = frozenset([_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO])
_MOST = 5_000  # elements looked at
_LONGEST = 24 * 60 * 60  # seconds; a length that is no number is not below it either


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Pixels, pictures per second and seconds of a film; 0 where the file does not say."""

    width: int = 0
    height: int = 0
    frames: float = 0.0
    seconds: float = 0.0


class FilmError(Exception):
    """The bytes are no film of the kind that the name says."""


def read_film(ending: str, data: bytes) -> FilmFacts:
    """What the film says of itself; raises `FilmError` for anything that is none."""
    try:
        return _mp4(data) if ending == MP4 else _webm(data)
    except (struct.error, IndexError, OverflowError, ZeroDivisionError):
        raise FilmError from None


def _mp4(data: bytes) -> FilmFacts:
    if data[4:8] != b"ftyp":
        raise FilmError
    film = _box(memoryview(data), b"moov")
    header = _box(film, b"mvhd")
    scale, length = _clock(header)
    facts = FilmFacts(seconds=length / scale if scale else 0.0)
    for kind, track in _boxes(film):
        if kind != b"trak":
            continue
        width, height = struct.unpack(">II", _box(track, b"tkhd")[-8:])
        if width and height:
            frames = _frames(_box(track, b"mdia"))
            return replace(facts, width=width >> 16, height=height >> 16, frames=frames)
    raise FilmError


def _frames(media: memoryview) -> float:
    """Pictures per second: how many there are, by how long they take."""
    scale, length = _clock(_box(media, b"mdhd"))
    times = _box(_box(_box(media, b"minf"), b"stbl"), b"stts")
    (entries,) = struct.unpack_from(">I", times, 4)
    counts = (struct.unpack_from(">I", times, 8 + 8 * n)[0] for n in range(min(entries, _MOST)))
    pictures = sum(counts)
    return float(pictures * scale / length) if length else 0.0


def _clock(header: memoryview) -> tuple[int, int]:
    """Ticks per second, and the length in ticks."""
    form, place = (">IQ", 20) if header[0] == 1 else (">II", 12)
    scale, length = struct.unpack_from(form, header, place)
    return scale, length


def _box(data: memoryview, name: bytes) -> memoryview:
    """The first box of that name; raises `FilmError` where there is none."""
    for kind, content in _boxes(data):
        if kind == name:
            return content
    raise FilmError


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, place + 8)
            head = 16
        size = size or len(data) - place
        if size < head or place + size > len(data):
            raise FilmError
        yield kind, data[place + head : place + size]
        place += size


def _webm(data: bytes) -> FilmFacts:
    if not data.startswith(_EBML) or b"webm" not in data[:64]:
        raise FilmError
    scale, ticks, pace, facts = 1_000_000, 0.0, 0, FilmFacts()
    for kind, value in _elements(data):
        number = int.from_bytes(value, "big")
        if kind == _SCALE:
            scale = number
        elif kind == _DURATION:
            (ticks,) = struct.unpack(">f" if len(value) == 4 else ">d", value)
        elif kind == _FRAME and not facts.width:
            pace = number
        elif kind == _WIDTH and not facts.width:
            facts = replace(facts, width=number)
        elif kind == _HEIGHT and not facts.height:
            facts = replace(facts, height=number)
    if not (facts.width and facts.height):
        raise FilmError
    frames = 1_000_000_000 / pace if pace else 0.0
    seconds = ticks * scale / 1_000_000_000
    if not 0 <= seconds < _LONGEST:
        raise FilmError
    return replace(facts, frames=frames, seconds=seconds)


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What stands in the head; what holds others is entered, what holds pictures passed over."""
    place = 0
    for _ in range(_MOST):
        if place >= len(data):
            return
        kind, place = _number(data, place, keeps_mark=True)
        size, place = _number(data, place, keeps_mark=False)
        if kind in _PARENTS:
            continue
        if size < 0:
            return  # pictures of a length that nobody wrote down
        yield kind, data[place : place + size] if size <= 8 else b""
        place += size


def _number(data: bytes, place: int, *, keeps_mark: bool) -> tuple[int, int]:
    """A number of variable length, -1 for an unknown one, and the place behind it."""
    first = data[place]
    length = 9 - first.bit_length()
    if not first:
        raise FilmError
    whole = int.from_bytes(data[place : place + length], "big")
    bare = whole & ((1 << 7 * length) - 1)
    if not keeps_mark and bare == (1 << 7 * length) - 1:
        return -1, place + length
    return (whole if keeps_mark else bare), place + length
