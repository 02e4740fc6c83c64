"""Texts that the program makes in, files of the project out: never through a link.

Whoever tries out a proposal has its links on their own disk; where the program writes is not
theirs to say.
"""

from collections.abc import Mapping
from pathlib import Path

from sitegen.german import UsageError


def first_link(project: Path, place: str) -> str | None:
    """The first part of `place`, relative to the project, that is a link."""
    parts = place.split("/")
    paths = ("/".join(parts[: number + 1]) for number in range(len(parts)))
    return next((path for path in paths if (project / path).is_symlink()), None)


def need_new_folder(target: Path) -> None:
    """Raise `UsageError` for what is there and no empty folder: nobody's work is overwritten."""
    if target.is_symlink() or (
        target.exists() and not (target.is_dir() and not any(target.iterdir()))
    ):
        raise UsageError(f"--out: „{target}“ gibt es schon; bitte einen neuen Ordner nennen.")


def write(project: Path, made: Mapping[str, str]) -> tuple[str, ...]:
    """Write the texts by path and return the paths; what stands there is replaced.

    Raises `UsageError` for a path that leads through a link or cannot be written.
    """
    for path, text in made.items():
        link = first_link(project, path)
        if link:
            raise UsageError(f"„{link}“ ist eine Verknüpfung; dahinter wird nichts geschrieben.")
        target = project / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        except OSError:
            raise UsageError(f"„{path}“ lässt sich nicht schreiben.") from None
    return tuple(made)
