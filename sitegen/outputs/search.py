"""The search's data: scripts that set columns, loaded by the finder when it is first used.

angebote.js finds, filters and fills cards; texte-0.js and so on come after it with summaries and
further words, each of some of the offers: a new word in a text costs nobody all of them again. They
hold what pages show of listed offers, and nothing else.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial

from sitegen.finder.columns import BETWEEN, Columns, coded, columns, parts, texts
from sitegen.render import file_job
from sitegen.site import Bundle, PageJob, Renderer, Site
from sitegen.views.frame import frame_of
from sitegen.views.search import DATA, SearchCards, search_cards, texts_url

TEMPLATE = "data/search.txt"
_LIST = b"(window.gemeinsam = window.gemeinsam || {}).texts = window.gemeinsam.texts || [];\n"


def plan(site: Site) -> Iterator[Bundle]:
    """The first script, then those with texts in the order of the titles."""
    yield Bundle("search/data", partial(_data, site))
    for number, names in enumerate(parts(site)):
        given = (number, names)
        yield Bundle(f"search/texts/{number}", partial(_texts, *given, site), given)


def _data(site: Site) -> Iterator[PageJob]:
    found, view = columns(site), search_cards(site, site.shared(frame_of))
    key = hashlib.sha256(f"{found!r}\0{view!r}".encode()).hexdigest()
    yield PageJob(DATA, key, partial(_filled, found, view))


def _texts(number: int, names: Sequence[str], site: Site) -> Iterator[PageJob]:
    data = script(f"texts[{number}]", texts(names, site))
    yield file_job(texts_url(number), _LIST + data)


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
