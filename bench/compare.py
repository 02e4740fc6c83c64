"""Whether both made the same: files and bytes by kind of page; fails where they are too far apart.

python -m bench.compare /tmp/corpus/dist /tmp/hugo/dist
"""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.tables import table

EASY = "leichte-sprache"
MOST = 0.15
"""How far the bytes of a page, and the files of a kind, may be from each other."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The files of one kind: how many, and how many bytes, ours and theirs."""

    name: str
    files: tuple[int, int]
    size: tuple[int, int]

    @property
    def more(self) -> float:
        """By which share a file of theirs is larger than one of ours."""
        if not all(self.files):
            return float("inf")
        return self.size[1] / self.files[1] / (self.size[0] / self.files[0]) - 1

    @property
    def is_alike(self) -> bool:
        """Whether both have about as many files, about as large."""
        return abs(self.files[1] / max(1, self.files[0]) - 1) <= MOST and abs(self.more) <= MOST


def kinds(ours: Path, theirs: Path) -> tuple[Kind, ...]:
    """All kinds, by name."""
    (files, sizes), (other_files, other_sizes) = _counted(ours), _counted(theirs)
    return tuple(
        Kind(name, (files[name], other_files[name]), (sizes[name], other_sizes[name]))
        for name in sorted({*files, *other_files})
    )


def kind_of(path: str) -> str:
    """The kind of a file by its path below the site: section of a page, or what it is for."""
    *folders, name = path.split("/")
    if name == "index.html":
        easy = folders[:1] == [EASY]
        section = folders[easy:][:1]
        return " ".join([*(["easy"] if easy else []), *(section or ["start"])])
    if folders[:2] in (["assets", "suche"], ["assets", "merkzettel"]):
        return f"data: {folders[1]}"
    if name in {"kalender.ics", "qr.svg"}:
        return f"{name} ({'all' if not folders else folders[0]})"
    return "other files"


def _counted(root: Path) -> tuple[Mapping[str, int], Mapping[str, int]]:
    files, sizes = Counter[str](), Counter[str]()
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            if name.startswith("."):
                continue
            kind = kind_of(path.relative_to(root).as_posix())
            files[kind] += 1
            sizes[kind] += path.stat().st_size
    return files, sizes


def main(ours: str, theirs: str) -> int:
    """Print the table; 1 when a kind is not alike."""
    found = kinds(Path(ours), Path(theirs))
    print(
        table(
            ("kind", "files, ours", "Hugo", "bytes a file, ours", "Hugo", "difference"),
            [
                (
                    it.name,
                    *(f"{count:,}" for count in it.files),
                    *(
                        f"{size / max(1, count):,.0f}"
                        for size, count in zip(it.size, it.files, strict=True)
                    ),
                    f"{it.more:+.1%}{'' if it.is_alike else ' !'}",
                )
                for it in found
            ],
        )
    )
    return int(not all(it.is_alike for it in found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
