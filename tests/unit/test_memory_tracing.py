"""A watched site answers as the site does and notes what is asked; shared values note it again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import pytest

from sitegen.derive import derive
from sitegen.memory.bundles import Memory
from sitegen.memory.cells import INDEXES, LISTS, OVER, cells_of
from sitegen.memory.days import END, FIRST
from sitegen.memory.remaking import Last, remade
from sitegen.memory.tracing import Reads, Sharing, Watch
from sitegen.models import Content, Record
from sitegen.models.event import EVENT
from sitegen.models.offer import OFFER
from sitegen.models.page import PAGE
from sitegen.order import Order
from sitegen.outputs import planned
from sitegen.pipeline import look
from sitegen.render import file_job
from sitegen.site import Bundle, Catalogue, PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.languages import page_languages
from sitegen.views.page import Frame
from sitegen.work import Workshop
from tests.examples import project
from tests.golden.conftest import TODAY, settle
from tests.unit.test_work import Silent

Ask: TypeAlias = Callable[[Site], Any]

TEA, FEAST = (OFFER.name, "teestube"), (EVENT.name, "reihe")


@pytest.fixture(scope="module")
def site() -> Site:
    """The example city."""
    return derive(project.catalogue(), project.TODAY, {"/assets/a.css": b"a"})[0]


def _offers(site: Site) -> Any:
    return site.catalogue.of(OFFER)


# What is asked, and which cells that is; a cell of an index has its name first.
ASKED: dict[str, tuple[Ask, Iterable[tuple[str, ...]]]] = {
    "a record": (lambda it: _offers(it)["teestube"], [TEA]),
    "a record by its target": (lambda it: it.catalogue.get(TEA), [TEA]),
    "a record that there is not": (lambda it: _offers(it).get("x"), [(OFFER.name, "x")]),
    "whether there is one": (lambda it: "x" in _offers(it), [(OFFER.name, "x")]),
    "which there are": (lambda it: [*_offers(it)], [(OFFER.name, "*")]),
    "how many there are": (lambda it: len(_offers(it)), [(OFFER.name, "*")]),
    "whether there is any": (lambda it: bool(_offers(it)), [(OFFER.name, "*")]),
    "the names alone": (lambda it: sorted(_offers(it).keys()), [(OFFER.name, "*")]),
    "names and records": (lambda it: dict(_offers(it).items()), [(OFFER.name, "*"), TEA]),
    "all of a type": (lambda it: [*_offers(it).values()], [(OFFER.name, "*"), TEA]),
    "a copy": (lambda it: {**_offers(it)}, [(OFFER.name, "*"), TEA]),
    "the standing of a record": (
        lambda it: it.standing(it.catalogue.of(PAGE)["start"]),
        [(PAGE.name, "start"), ("standings", PAGE.name, "start")],
    ),
    "whether it is listed": (lambda it: it.is_listed(("a", "b")), [("standings", "a", "b")]),
    "what belongs to it": (
        lambda it: it.offers_by.get(("thema", "begegnung"), ()),
        [("offers_by", "thema", "begegnung")],
    ),
    "dates": (lambda it: it.dates.get(FEAST), [("dates", *FEAST)]),
    "a file of the frame": (lambda it: it.assets["/assets/a.css"], [("assets", "/assets/a.css")]),
    "all offers": (lambda it: [*it.offers], [("offers",)]),
    "the first of them": (lambda it: it.offers[0], [("offers",)]),
    "some of them": (lambda it: it.offers[:2], [("offers",)]),
    "the last first": (lambda it: [*reversed(it.offers)], [("offers",)]),
    "the place of one": (lambda it: it.offers.index("teestube"), [("offers",)]),
    "whether one is listed": (lambda it: "teestube" in it.offers, [("offers",)]),
    "whether anything is past": (lambda it: bool(it.past), [("past",)]),
    "whether it is over": (lambda it: it.is_over("reihe"), [(OVER, "reihe")]),
    "its long text": (
        lambda it: _offers(it)["teestube"].content.text,
        [TEA, (*TEA, "text")],
    ),
    "nothing": (lambda _: None, []),
    "the settings, which all have": (lambda it: it.catalogue.config.name, []),
}


def _shown(answer: Any) -> Any:
    """An answer that can be compared; records with watched words are known by their ids."""
    if isinstance(answer, Record):
        return answer.type_name, answer.id
    if isinstance(answer, dict):
        return {key: _shown(it) for key, it in answer.items()}
    return [_shown(it) for it in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_is_noted(name: str, site: Site) -> None:
    ask, cells = ASKED[name]
    watch = Watch(site, Sharing())
    with watch.reads() as reads:
        assert _shown(ask(watch.site)) == _shown(ask(site))
    assert reads == Reads({*cells})
    ask(watch.site)
    assert reads == Reads({*cells}), "only what is asked in the block"


def test_everything_that_a_site_holds_is_watched(site: Site) -> None:
    watched = Watch(site, Sharing()).site
    assert {it.name for it in fields(Site)} == {
        *("catalogue", "today", "sharing", OVER),
        *INDEXES,
        *LISTS,
    }
    # Settings and words of the interface are what everything is made with.
    assert {it.name for it in fields(Catalogue)} == {"config", "texts", "records", "media"}
    values = [getattr(watched, name) for name in (*INDEXES, *LISTS, OVER, "today")]
    plain = [getattr(site, name) for name in (*INDEXES, *LISTS, OVER, "today")]
    assert not {type(it) for it in values} & {type(it) for it in plain}


def test_every_cell_that_can_be_noted_is_one_of_the_site(site: Site) -> None:
    watch = Watch(site, Sharing())
    with watch.reads() as reads:
        it = watch.site
        _ = it.catalogue.all(), [[*getattr(it, name)] for name in LISTS]
        _ = [[*getattr(it, name).values()] for name in INDEXES], it.is_over("reihe")
    assert reads.cells - {(OVER, "reihe")} <= {*cells_of(site)}
    assert {(OVER, name) for name in site.over} <= {*cells_of(site)}


def test_of_a_set_only_membership_can_be_asked(site: Site) -> None:
    over = Watch(site, Sharing()).site.over
    for ask in (iter, len):
        with pytest.raises(TypeError):
            ask(over)


# --- What is shared -----------------------------------------------------------------------------


def _title(site: Site, name: str) -> str:
    return str(site.catalogue.of(OFFER)[name].content.title)


def _named(site: Site, name: str) -> str:
    return f"{site.shared(_title, name)}, {site.today.year}"


def _soon(site: Site) -> date:
    return site.today + timedelta(days=7)


def _within(watch: Watch, ask: Ask) -> tuple[Any, Reads]:
    with watch.reads() as reads:
        return ask(watch.site), reads


def test_whoever_asks_again_has_read_the_same(site: Site) -> None:
    watch, year = Watch(site, Sharing()), site.today.year
    days = Reads({TEA}, date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    first = _within(watch, lambda it: it.shared(_named, "teestube"))
    assert first == (f"Teestube am Anger, {year}", days)
    assert _within(watch, lambda it: it.shared(_named, "teestube")) == first
    assert _within(watch, lambda it: it.shared(_title, "teestube"))[1] == Reads({TEA})


def test_what_is_the_same_stays_and_what_changed_is_forgotten(site: Site) -> None:
    sharing = Sharing()
    _within(Watch(site, sharing), lambda it: it.shared(_named, "teestube"))
    record = site.catalogue.of(OFFER)["teestube"]
    other = replace(record, content=record.content.model_copy(update={"title": "Neu"}))
    records = {**site.catalogue.records, OFFER.name: {"teestube": other}}
    changed = replace(site, catalogue=replace(site.catalogue, records=records))
    for cells, title in (({("angebot", "x"), ("offers",)}, "Teestube am Anger"), ({TEA}, "Neu")):
        sharing.forget(cells)
        found, reads = _within(Watch(changed, sharing), lambda it: it.shared(_named, "teestube"))
        assert (found, reads.cells) == (f"{title}, {site.today.year}", {TEA})


def test_a_day_that_is_kept_tells_whoever_asks_it_later(site: Site) -> None:
    sharing, day = Sharing(), site.today.toordinal()
    assert _within(Watch(site, sharing), lambda it: it.shared(_soon))[1] == Reads()
    watch = Watch(site, sharing)
    limit = site.today + timedelta(days=9)
    answer, reads = _within(watch, lambda it: it.shared(_soon) < limit)
    assert (answer, reads) == (True, Reads(set(), FIRST, day + 2))
    assert _within(watch, lambda it: it.shared(_soon).isoformat())[1] == Reads(set(), day, day + 1)
    assert reads.until < END


def test_what_is_asked_while_bundles_are_cut_is_given(site: Site) -> None:
    sharing = Sharing()
    watch = Watch(site, sharing)
    assert watch.site.shared(_named, "teestube") == f"Teestube am Anger, {site.today.year}"
    assert _within(watch, lambda it: it.shared(_named, "teestube"))[1] == Reads()
    assert _within(watch, lambda it: it.shared(_title, "teestube"))[1] == Reads()
    again = Watch(site, sharing)
    assert _within(again, lambda it: it.shared(_title, "teestube"))[1] == Reads({TEA})


def test_where_something_else_is_given_all_is_worked_out_again(site: Site) -> None:
    sharing, given = Sharing(), ["a"]

    def frame(_site: Site) -> str:
        return given[0]

    def made(site: Site) -> str:
        return f"in {site.shared(frame)}"

    for name in ("a", "a", "b"):
        given[0] = name
        watch = Watch(site, sharing)
        watch.site.shared(frame)
        assert _within(watch, lambda it: it.shared(made)) == (f"in {name}", Reads())


def test_what_is_given_again_is_not_asked(site: Site) -> None:
    sharing, asked = Sharing(), list[str]()

    def frame(_site: Site) -> str:
        asked.append("frame")
        return "a"

    def made(site: Site) -> str:
        asked.append("made")
        return f"in {site.shared(frame)}"

    watch = Watch(site, sharing)
    watch.site.shared(frame)
    given = sharing.given
    _within(watch, lambda it: it.shared(made))
    again = Watch(site, sharing)
    sharing.give(given)
    assert _within(again, lambda it: it.shared(made)) == ("in a", Reads())
    assert asked == ["frame", "made"]
    # After a site that was given something else, what was made with that is made again.
    other = Watch(site, sharing)
    sharing.give(dict.fromkeys(given, "b"))
    assert _within(other, lambda it: it.shared(made)) == ("in b", Reads())


class _Told(Sharing):
    """What is shared, but for the frame and its languages, which every site has anew."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Any, Any] = {}

    def of(self, site: Site, make: Callable[..., Any], key: tuple[Any, ...]) -> Any:
        self.found[make, *key] = found = super().of(site, make, key)
        return found


def _parts(value: Any) -> Iterator[Any]:
    """A value and all that it is made of."""
    yield value
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = chain.from_iterable(value.items())
    elif isinstance(value, tuple | list | set | frozenset):
        inner = value
    elif is_dataclass(value) and not isinstance(value, Frame | Site):
        inner = [getattr(value, it.name) for it in fields(value)]
    for it in inner:
        yield from _parts(it)


def test_nothing_is_given_but_what_every_bundle_tells(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = settle(tmp_path_factory.mktemp("city"))
    city, _ = look(Order(folder, folder / "templates", folder / "dist", TODAY, None))
    assert city is not None
    sharing = _Told()
    watch = Watch(city, sharing)
    bundles = [*planned(watch.site)]
    # The key of the frame tells both; what else is asked meanwhile nobody would notice.
    assert {make for make, *_ in sharing.found} == {frame_of, page_languages}
    key = watch.site.shared(frame_of).key
    assert all(bundle.given[-1] == key for bundle in bundles)
    assert any(language.offers for language in watch.site.shared(frame_of).languages)
    sharing.found.clear()
    for bundle in bundles:
        with watch.reads():
            tuple(bundle.plan())
    # They outlive the site: what they hold of it would be read unseen, or be an old one's.
    shared = {key: it for key, it in sharing.found.items() if key != (frame_of,)}
    assert len(shared) > 100
    held = {type(it) for value in shared.values() for it in _parts(value)}
    assert not [it for it in held if issubclass(it, Content | Record | Site | Catalogue | Frame)]


# --- What is made again -------------------------------------------------------------------------


def test_pages_are_looked_at_that_may_lead_to_a_place_or_a_file_that_is_gone(site: Site) -> None:
    """A page that stays may link to it, but for itself it has all that it had."""
    others = {"/b/": "<a href='a/#z'>", "/c/": "<p id='x'><a href='#x'>"}
    pages = {"/": "<a href='/a/#x'>", "/a/": "<p id='x'>", **others}

    def plan(url: str, html: str) -> list[PageJob]:
        return [file_job(url, html.encode())]

    def cut(_site: Site) -> Iterator[Bundle]:
        return (Bundle(url, partial(plan, url, html), (html,)) for url, html in pages.items())

    last, shop, seen = Last(Memory(), frozenset()), Workshop(Silent(), lambda _file, _data: ()), []
    for change in ({}, {"/a/": "<p id='x' lang='de'>"}, {"/a/": "<p id='y'>"}, {"/d/": ""}):
        pages |= change
        made = remade(site, cut, last, shop, 1)
        seen.append([it.url for it in made.unsure])
        last = Last(made.memory, frozenset())
    every = ["/", "/a/", "/b/", "/c/"]
    assert seen == [every, ["/a/"], ["/", "/a/"], [*every, "/d/"]]
