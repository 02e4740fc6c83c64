"""What the operating mode `produktion` refuses to publish without."""

from collections.abc import Iterator

from sitegen.config import SITE_FILE
from sitegen.diagnostics import Diagnostic, Location, diagnose
from sitegen.models.crisis import CRISIS_LINE
from sitegen.site import Catalogue


def check(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One finding per placeholder that is left; nothing in demo mode."""
    config = catalogue.config
    if config.is_demo:
        return
    legal = config.legal
    needed = (
        (config.base_url, ("basisadresse",)),
        (config.office.phone, ("kontakt", "telefon")),
        (legal.imprint_on, ("rechtliches", "impressum_geprueft_am")),
        (legal.privacy_on, ("rechtliches", "datenschutz_geprueft_am")),
        (legal.accessibility_on, ("rechtliches", "rechtlich_geprueft_am")),
        (legal.accessibility_mail, ("rechtliches", "barrierefreiheit_kontakt")),
    )
    for value, keys in needed:
        if not value:
            place = Location(SITE_FILE, keys=keys)
            yield diagnose("produktion-platzhalter", place, feld=".".join(keys))
    for line in catalogue.of(CRISIS_LINE).values():
        if line.content.checked_on is None or line.content.checked_by is None:
            place = line.at("geprueft_am")
            yield diagnose("produktion-krise-ungeprueft", place, name=line.content.name)
