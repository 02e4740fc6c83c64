"""Bytes of a caption file (WebVTT) -> its cues, or what is wrong with it and where."""

import re
from dataclasses import dataclass

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?", re.ASCII)
# Blocks of a file that are no captions.
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is read from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


class CaptionError(Exception):
    """The file is no WebVTT that every browser reads: `line` counts from 1, `reason` is German."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_captions(data: bytes) -> tuple[Cue, ...]:
    """All cues in order; raises `CaptionError` at the first fault."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaptionError(1, "Die Datei ist nicht in UTF-8 gespeichert") from None
    lines = re.split(r"\r\n|\r|\n", text)
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise CaptionError(1, "Die erste Zeile muss WEBVTT heißen")
    cues: list[Cue] = []
    for number, block in _blocks(lines):
        if _ASIDE.fullmatch(block[0]):
            continue
        cue = _cue(number, block)
        if cues and cue.start < cues[-1].start:
            raise CaptionError(number, "Der Untertitel beginnt vor dem, der über ihm steht")
        cues.append(cue)
    if not cues:
        raise CaptionError(len(lines), "Es steht kein Untertitel darin")
    return tuple(cues)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The blocks between empty lines, below the head, with the number of their first line."""
    found: list[tuple[int, list[str]]] = []
    is_open = is_head = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            is_open = is_head = False
        elif is_head:
            continue
        elif is_open:
            found[-1][1].append(line)
        else:
            found.append((number, [line]))
            is_open = True
    return found


def _cue(number: int, block: list[str]) -> Cue:
    # A name may stand above the times.
    has_name = "-->" not in block[0] and len(block) > 1
    number, (times, *words) = number + has_name, block[has_name:]
    match = _TIMING.fullmatch(times.strip())
    if match is None:
        raise CaptionError(number, "Hier fehlt eine Zeile wie 00:00.000 --> 00:04.000")
    start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    if end <= start:
        raise CaptionError(number, "Der Untertitel endet, bevor er beginnt")
    if not words:
        raise CaptionError(number, "Unter der Zeit steht kein Text")
    return Cue(start, end, "\n".join(words))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
