"""The search's data: two scripts that set columns, loaded by the finder when it is first used.

angebote.js finds, filters and fills cards; texte.js comes after it with summaries and further
words. Both hold what pages show of listed offers, and nothing else.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import partial

from sitegen.finder.columns import BETWEEN, Columns, coded, columns, texts
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Renderer, Site
from sitegen.views.frame import frame_of
from sitegen.views.search import DATA, TEXTS, SearchCards, search_cards

TEMPLATE = "data/search.txt"


def plan(site: Site) -> Iterator[Bundle]:
    """The two scripts."""
    yield Bundle("search/data", partial(_data, site))
    yield Bundle("search/texts", partial(_texts, site))


def _data(site: Site) -> Iterator[PageJob]:
    found, view = columns(site), search_cards(site, site.shared(frame_of))
    key = hashlib.sha256(f"{found!r}\0{view!r}".encode()).hexdigest()
    yield PageJob(DATA, key, partial(_filled, found, view))


def _texts(site: Site) -> Iterator[PageJob]:
    yield file_job(TEXTS, script("texts", texts(site)))


def _filled(found: Columns, view: SearchCards, renderer: Renderer) -> bytes:
    """The columns with the words of the cards, which only templates know."""
    lines = [json.loads(line) for line in renderer.page(TEMPLATE, view).splitlines() if line]
    tags, origins, standings = zip(*lines, strict=True) if lines else ((), (), ())
    words = {
        "kinds": coded(card.kind for card in view.cards),
        "tags": coded(map(BETWEEN.join, tags)),
        "origins": coded(origins),
        "standings": coded(standings),
    }
    checked = "".join(
        "1" if card.standing.is_verified and not card.standing.overdue else "0"
        for card in view.cards
    )
    return script("data", {**found, **words, "checked": checked})


def script(name: str, data: Columns) -> bytes:
    """A classic script that sets `window.gemeinsam.<name>`; whoever reads it finds plain words."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.gemeinsam = window.gemeinsam || {{}}).{name} = {text};\n".encode()
