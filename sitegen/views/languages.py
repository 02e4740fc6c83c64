"""The languages besides German: what can be read in each, and the head of a page in one."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen.models import Record
from sitegen.models.crisis import CRISIS_LINE, CRISIS_TOPIC
from sitegen.models.language import LANGUAGE, TRANSLATED_PAGE, SiteLanguage, TranslatedPage
from sitegen.models.offer import OFFER
from sitegen.models.organisation import ORGANISATION
from sitegen.models.page import PAGE, START
from sitegen.models.taxonomy import TOPIC
from sitegen.models.versions import Translation
from sitegen.site import AnyRecord, Site, Visibility, title_of
from sitegen.translations import is_current, says_crisis
from sitegen.views.page import EASY, Frame, Named, Page, PageLanguage

WITH_OFFERS = "angebote"


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an editor on a page in another language; `lang` is theirs, empty if the page's."""

    text: str
    lang: str = "de"


def page_languages(site: Site) -> tuple[PageLanguage, ...]:
    """The languages that visitors may read, in the order of their file; each has a start page."""
    languages = site.catalogue.of(LANGUAGE).values()
    return tuple(
        _language(record, site)
        for record in languages
        if site.is_listed((TRANSLATED_PAGE.name, f"{START}-{record.id}"))
        and site.is_listed((LANGUAGE.name, record.id))
    )


def _language(record: Record[SiteLanguage], site: Site) -> PageLanguage:
    pages, has_offers = translated_pages(record.id, site), record.content.extent == WITH_OFFERS
    return PageLanguage(
        code=record.id,
        name=record.content.name,
        german=record.content.german,
        direction=record.content.direction,
        says_crisis=says_crisis(record, site.catalogue, site.today),
        urls=(*map(PAGE.address, pages), *([OFFER.url] if has_offers else [])),
        menu=tuple(
            Named(page.content.title, TRANSLATED_PAGE.address(page.id))
            for name, page in pages.items()
            if name != START
        ),
        start=site.catalogue.texts.get(record.id, {}).get("nav.start", ""),
        offers=_Offers(site, record) if has_offers else frozenset(),
    )


def translated_pages(code: str, site: Site) -> dict[str, Record[TranslatedPage]]:
    """The pages that can be read in a language, by the id of the German one and in its order."""
    german = site.catalogue.of(PAGE)
    found = {
        TRANSLATED_PAGE.parts_of(record.id)[0]: record
        for record in site.catalogue.of(TRANSLATED_PAGE).values()
        if TRANSLATED_PAGE.parts_of(record.id)[1] == code
        and site.is_listed((TRANSLATED_PAGE.name, record.id))
    }
    by_rank = sorted(found, key=lambda name: (name != START, german[name].content.rank, name))
    return {name: found[name] for name in by_rank}


class _Offers(AbstractSet[str]):
    """The addresses of offers that a language may tell, asked of the site one by one.

    So that a page about one offer depends on that one alone.
    """

    def __init__(self, site: Site, language: Record[SiteLanguage]) -> None:
        self._site = site
        self._may_say_all = says_crisis(language, site.catalogue, site.today)

    def __contains__(self, url: object) -> bool:
        name = str(url).removeprefix(OFFER.url).rstrip("/")
        return url == OFFER.address(name) and self._is_told(name)

    def __iter__(self) -> Iterator[str]:
        return map(OFFER.address, filter(self._is_told, self._site.offers))

    def __len__(self) -> int:
        return sum(map(self._is_told, self._site.offers))

    def _is_told(self, name: str) -> bool:
        if not self._site.is_listed((OFFER.name, name)):
            return False
        return self._may_say_all or not self._site.shared(_is_crisis_offer, name)


def ended_urls(language: PageLanguage, site: Site) -> tuple[str, ...]:
    """Addresses of German end pages, where that language had the pages while they were shown."""
    translated = (TRANSLATED_PAGE.parts_of(it) for it in site.catalogue.of(TRANSLATED_PAGE))
    names = [name for name, code in translated if code == language.code and name != START]
    targets = [((PAGE.name, name), PAGE.address(name)) for name in names]
    if OFFER.url in language.urls:
        offers = site.catalogue.of(OFFER)
        targets += [((OFFER.name, name), OFFER.address(name)) for name in offers]
    return tuple(
        url for target, url in targets if site.standings[target].visibility is Visibility.ENDED
    )


def _is_crisis_offer(site: Site, offer_id: str) -> bool:
    """Whether an offer is about help in a crisis: nobody's words but reviewed ones may tell it.

    It also is if its page names the number of a help line, its own or a provider's.
    """
    record = site.catalogue.of(OFFER)[offer_id]
    organisations = site.catalogue.of(ORGANISATION)
    bodies = (organisations[name] for name in record.content.organisations)
    return _is_crisis(record, site) or any(_is_crisis(body, site) for body in bodies)


def _is_crisis(record: AnyRecord, site: Site) -> bool:
    is_topic = (record.type_name, record.id) == (TOPIC.name, CRISIS_TOPIC)
    contact = getattr(record.content, "contact", None)
    numbers = {phone.number.uri for phone in contact.phones} if contact else set()
    is_line = not numbers.isdisjoint(site.shared(_crisis_numbers))
    return is_topic or is_line or CRISIS_TOPIC in getattr(record.content, "topics", ())


def _crisis_numbers(site: Site) -> frozenset[str]:
    lines = site.catalogue.of(CRISIS_LINE).values()
    return frozenset(number.uri for line in lines for number in line.content.numbers)


def is_unreviewed(code: str, site: Site) -> bool:
    """Whether the words of a language's pages have not been reviewed."""
    return not site.standings[LANGUAGE.name, code].is_verified


def head_of(
    language: PageLanguage, frame: Frame, standard: str, title: str, description: str
) -> Page:
    """The head of the page that stands for the German one at `standard`."""
    return Page(
        frame,
        language.url_of(standard),
        title,
        description=description,
        texts=language.code,
        lang=language.code,
        easy_url=EASY + standard,
        language=language,
    )


def title_in(record: AnyRecord, code: str, site: Site) -> Said:
    """What a record is called in that language, or else in German."""
    found = _translation(record, code, site)
    return Said(found.title, "") if found else Said(title_of(record))


def summary_in(record: AnyRecord, code: str, site: Site) -> Said:
    """A record's one sentence in that language, or else in German."""
    found = _translation(record, code, site)
    return Said(found.summary, "") if found else Said(getattr(record.content, "summary", "") or "")


def _translation(record: AnyRecord, code: str, site: Site) -> Translation | None:
    """A reviewed one, or any where the whole page says that nobody has reviewed it.

    What is about help in a crisis needs its review everywhere.
    """
    versions = getattr(record.content, "versions", None)
    translations: list[Translation] = versions.translations if versions else []
    for it in translations:
        may_be_unreviewed = is_unreviewed(code, site) and not _is_crisis(record, site)
        if it.language == code and (is_current(it, site.today) or may_be_unreviewed):
            return it
    return None
