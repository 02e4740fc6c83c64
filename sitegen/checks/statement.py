"""The accessibility statement: days in order, and in production all that the law asks for."""

from collections.abc import Iterator

from sitegen.config import SITE_FILE, Statement
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.site import Catalogue

_KEY = "erklaerung"


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is contradictory, and in production what is missing."""
    config = catalogue.config
    statement = config.statement
    if statement is None:
        if not config.is_demo:
            yield diagnose("erklaerung-fehlt", Location(SITE_FILE, keys=("erklaerung",)))
        return
    created, reviewed = statement.created_on, statement.reviewed_on
    if created and reviewed and reviewed < created:
        place = Location(SITE_FILE, keys=(_KEY, "geprueft_am"))
        yield diagnose("erklaerung-datum-verkehrt", place, geprueft=reviewed, erstellt=created)
    left = [] if config.is_demo else _left_out(statement)
    if left:
        place = Location(SITE_FILE, keys=(_KEY,))
        yield diagnose("erklaerung-unvollstaendig", place, felder=", ".join(left))


def _left_out(statement: Statement) -> list[str]:
    needed = {
        "betreiber": statement.operator,
        "bewertung": statement.method,
        "erstellt_am": statement.created_on,
        "schlichtungsstelle": statement.arbitration,
        "ueberwachung": statement.monitoring,
    }
    return [key for key, value in needed.items() if not value]
