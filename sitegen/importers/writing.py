"""What an importer has made -> new files, all of them or none, and never over one that is there."""

from collections.abc import Mapping
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path

from sitegen.diagnostics import Findings, Location, diagnose, in_order
from sitegen.generated import first_link
from sitegen.german import UsageError
from sitegen.models.organisation import ORGANISATION
from sitegen.parse import locate
from sitegen.site import Catalogue
from sitegen.source import SourceFile
from sitegen.visible import one_line


def put_new(project: Path, made: Mapping[str, bytes]) -> Findings:
    """Write all files, none of which is there yet, or none."""
    with ExitStack() as undo:
        for place, data in made.items():
            link = first_link(project, place)
            if link:
                return (diagnose("verknuepfung-nicht-erlaubt", Location(link)),)
            path = project / place
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    undo.callback(path.unlink, missing_ok=True)
                    file.write(data)
            except FileExistsError:
                return (diagnose("datei-gibt-es-schon", Location(place)),)
            except OSError:
                raise UsageError(f"„{place}“ lässt sich nicht schreiben.") from None
        undo.pop_all()
    return ()


def need_organisation(option: str, name: str | None, catalogue: Catalogue) -> None:
    """Raise `UsageError` if an editor named a provider that is not there."""
    known = catalogue.of(ORGANISATION)
    if name is not None and name not in known:
        near = get_close_matches(name, list(known), n=1)
        hint = f" Meinten Sie „{near[0]}“?" if near else ""
        raise UsageError(f"{option}: Den Anbieter „{one_line(name)}“ gibt es nicht.{hint}")


def errors_of(findings: Findings, sources: Mapping[str, SourceFile]) -> Findings:
    """The errors among the findings, located and in order."""
    return in_order(locate((it for it in findings if it.is_error), sources))
