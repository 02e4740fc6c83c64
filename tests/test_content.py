"""The real content: it builds, nothing held back gets out, and nobody is shamed."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from sitegen.checks.guides import MOST_STEPS
from sitegen.derive import derive
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.easy_guide import EASY_GUIDE
from sitegen.models.fact import FACT
from sitegen.models.film import FILM
from sitegen.models.guide import GUIDE
from sitegen.models.offer import OFFER
from sitegen.models.page import PAGE
from sitegen.models.taxonomy import DISTRICT
from sitegen.models.venue import VENUE
from sitegen.parse import parse
from sitegen.pipeline import look, read
from sitegen.site import Catalogue
from sitegen.source import plain
from sitegen.urls import file_of
from sitegen.views import guide
from sitegen.views.frame import AREAS, frame_of
from sitegen.views.guide import ResultPage
from tests import real
from tests.real import ROOT, TODAY, RealSite

RAW_OFFERS = ROOT.parent / "shared" / "content" / "offers.yaml"

# What must not be published before a person has checked it: status unknown, planned or
# changed; known from memory only; nationwide telephones and crisis services.
HELD_BACK = frozenset(
    [
        "telefonseelsorge",
        "silbertelefon",
        "kinder-jugendtelefon",
        "elterntelefon",
        "hilfetelefon-gewalt-frauen",
        "hilfetelefon-maenner",
        "info-telefon-depression",
        "notruf-112",
        "bereitschaft-116117",
        "krisen-und-notfalldienst",
        "seniorentelefon-dreiklang",
        "eva-begegnungsstaette",
        "zuffenhaus",
        "sfz-stoeckach",
        "martinscafe",
        "infopoint-sozialleistungen",
        "arrival-ukraine",
        "burgenlandzentrum-feuerbach",
    ]
)

# The crisis block: exactly these numbers in these groups, until a person checks others.
CRISIS_NUMBERS = {
    "jetzt": {"112", "110", "+498001110111", "+498001110222", "116016"},
    "reden": {"+498004708090", "116111"},
}

WRITTEN = sorted(
    path
    for pattern in ("offers/*.yaml", "content/**/*.yaml", "content/**/*.md")
    for path in ROOT.glob(pattern)
)
SHAMING = re.compile(
    r"\b(die Einsamen|Einsame[nr]?|einsame\w* (?:\w+ )?(?:Menschen|Senior\w+)|Bedürftige\w*"
    r"|arme\w* (?:Menschen|Leute)|Betroffene\w*|leide[nt]|Randgruppe\w*|sozial Schwache\w*"
    r"|Hilflose\w*|Asylant\w*|Behinderte[nr]?|Alkoholiker\w*)\b"
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    files, _ = load(ROOT, CONTENT_TYPES)
    found, findings = read(files, None)
    assert found is not None, findings
    return found


def test_real_content_builds_without_an_error(real_site: RealSite) -> None:
    assert [finding for finding in real_site.findings if finding.is_error] == []
    assert (real_site.dist / "index.html").is_file()


# The addresses that the site promises, whatever is written; records have theirs below.
ADDRESSES = (
    *("/", "/angebote/", "/stadtbezirke/", "/themen/", "/zielgruppen/"),
    *("/fuer-mich/", "/fuer-angehoerige/", "/mitmachen/", "/fachleute/"),
    *("/hilfe-sofort/", "/leichte-sprache/hilfe-sofort/"),
    *("/der-erste-besuch/", "/leichte-sprache/der-erste-besuch/"),
    *("/veranstaltungen/", "/veranstaltungen/archiv/", "/anbieter/", "/orte/"),
    *("/initiativen/", "/who-felder/", "/nachhaltigkeitsziele/"),
    *("/dokumente/", "/meldungen/", "/zahlen/", "/gebaerdensprache/"),
    "/was-noch-fehlt/",
    *("/leichte-sprache/", "/leichte-sprache/kontakt/", "/leichte-sprache/so-geht-es/"),
    "/leichte-sprache/barrierefreiheit/",
    "/leichte-sprache/leichte-sprache-und-gebaerdensprache/",
    *("/kontakt/", "/barrierefreiheit/", "/datenschutz/", "/impressum/"),
    *("/404.html", "/robots.txt", "/wegfinder/"),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_promised_address_is_there(real_site: RealSite, address: str) -> None:
    assert (real_site.dist / file_of(address)).is_file()


def test_every_public_record_has_a_page_at_its_address(real_site: RealSite) -> None:
    dist = real_site.dist
    site, _ = look(real.order(dist))
    assert site is not None
    pages = {path.relative_to(dist).as_posix() for path in dist.rglob("*.html")}
    for content_type in CONTENT_TYPES:
        listed = {
            r.id for r in site.catalogue.of(content_type).values() if site.standing(r).is_listed
        }
        if content_type.url:
            # Films are made by people; until there is one, none may be made up.
            is_empty = content_type is FILM
            assert is_empty is not bool(listed), f"public of {content_type.name}: {listed}"
        missing = {name for name in listed if file_of(content_type.address(name)) not in pages}
        assert not missing or not content_type.url, f"{content_type.name}: {missing}"


def test_every_area_of_the_menus_is_used(catalogue: Catalogue) -> None:
    assert {page.content.area for page in catalogue.of(PAGE).values()} - {None} == set(AREAS)


class Page(HTMLParser):
    """Title, headings of the first level and links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {"title": [], "h1": []}
        self.links: list[str] = []
        self._within = ""
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.words:
            self._within = tag
            self.words[tag].append("")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.words[self._within][-1] += data


# Whoever looks over a shoulder, or at a list of open tabs, learns nothing about a person.
TELLING = re.compile(r"(?<!gem)einsam|arm(?:en|e|ut)?\b|sucht\b|depress|suizid", re.IGNORECASE)


def test_every_page_has_one_heading_a_neutral_title_and_the_way_to_the_office(
    real_site: RealSite, catalogue: Catalogue
) -> None:
    dist = real_site.dist
    name = catalogue.config.name
    for path in dist.rglob("*.html"):
        page = Page(path)
        place = path.relative_to(dist).as_posix()
        assert [bool(words.strip()) for words in page.words["h1"]] == [True], place
        (title,) = page.words["title"]
        assert title.endswith(name), place
        own = title.removesuffix(name).strip(" –")
        assert own, place
        assert not SHAMING.search(own), place
        if re.match(r"(leichte-sprache/)?(angebote|zielgruppen|stadtbezirke|orte)/", place):
            assert not TELLING.search(own), f"{place}: {own}"
        ways = [link for link in page.links if re.search(r"(^|/)(kontakt/$|#kontakt$)", link)]
        assert ways, place
        targets = {(path.parent / link).resolve() for link in ways if not link.startswith("#")}
        assert all(
            (target / "index.html").is_file() for target in targets if path.name == "index.html"
        )
        assert 'id="kontakt"' in path.read_text("utf-8"), place


# Words that a street or district shares with any text.
PLAIN = frozenset(["Mitte", "Nord", "Ost", "Süd", "West", "Marktplatz"])


def names_of_the_city(catalogue: Catalogue) -> set[str]:
    config = catalogue.config
    districts = [record.content for record in catalogue.of(DISTRICT).values()]
    streets = [record.content.street or "" for record in catalogue.of(VENUE).values()]
    names = {config.city, config.name, config.office.name, *(d.name for d in districts)}
    names |= {district.long_name for district in districts if district.long_name}
    names |= {re.sub(r"\s+\d.*", "", street) for street in streets}
    return names - PLAIN - {""}


def test_nothing_of_the_city_is_in_code_templates_or_forms(catalogue: Catalogue) -> None:
    names = names_of_the_city(catalogue)
    assert len(names) > 40
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})", re.IGNORECASE)
    assert named.search(f"In {catalogue.config.city}.")
    folders = [ROOT / name for name in ("sitegen", "templates", "vorlagen", ".vscode")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(paths) > 200
    for path in paths:
        if path.suffix != ".pyc":
            found = named.findall(path.read_bytes().decode("utf-8", "replace"))
            assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_every_publishable_offer_has_its_pages(real_site: RealSite, catalogue: Catalogue) -> None:
    dist = real_site.dist
    published = {
        record.id
        for record in catalogue.of(OFFER).values()
        if record.content.care.status == "veroeffentlicht"
    }
    assert len(published) > 55
    pages = {path.parent.name for path in dist.glob("angebote/*/index.html")}
    easy_pages = {path.parent.name for path in dist.glob("leichte-sprache/angebote/*/index.html")}
    assert pages == easy_pages == published
    everything = (dist / "angebote" / "index.html").read_text("utf-8")
    assert all(f'href="{offer}/"' in everything for offer in published)


def test_nothing_held_back_has_a_page(real_site: RealSite, catalogue: Catalogue) -> None:
    dist = real_site.dist
    drafts = {
        record.id
        for record in catalogue.of(OFFER).values()
        if record.content.care.status != "veroeffentlicht"
    }
    assert drafts >= HELD_BACK
    for draft in drafts:
        assert not (dist / "angebote" / draft).exists()
        assert not (dist / "leichte-sprache" / "angebote" / draft).exists()


def test_nobody_has_checked_anything_yet(catalogue: Catalogue) -> None:
    for record in catalogue.all():
        care = getattr(record.content, "care", None)
        assert getattr(care, "checked_on", None) is None, record.path
        assert getattr(record.content, "checked_on", None) is None, record.path


def test_crisis_numbers_are_only_those_allowed(catalogue: Catalogue) -> None:
    found: dict[str, set[str]] = {}
    for record in catalogue.of(CRISIS_LINE).values():
        line = record.content
        found.setdefault(line.group, set()).update(number.uri for number in line.numbers)
    assert found == CRISIS_NUMBERS


def test_every_page_carries_the_crisis_block(real_site: RealSite) -> None:
    dist = real_site.dist
    for path in dist.rglob("*.html"):
        html = path.read_text("utf-8")
        for uri in CRISIS_NUMBERS["jetzt"]:
            assert f'href="tel:{uri}"' in html, f"{path} lacks {uri}"


def test_no_page_has_an_empty_list_or_group(real_site: RealSite) -> None:
    # What scripts fill has a `data-` attribute.
    empty = re.compile(r'<(ul|ol|dl|div) class="[^"]*">\s*</\1>')
    for path in real_site.dist.rglob("*.html"):
        found = empty.search(path.read_text("utf-8"))
        assert found is None, f"{path}: {found}"


def test_words_do_not_shame() -> None:
    for path in WRITTEN:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if "adresse:" in line or "web:" in line:
                continue
            found = SHAMING.findall(line)
            assert found == [], f"{path.relative_to(ROOT)}:{number}"


def test_known_slips_of_the_sources_are_not_repeated(real_site: RealSite) -> None:
    slips = ["Landesmuseum Baden-Württemberg", "895/2023", "7. Mai 2022", "Free Akademie"]
    for path in real_site.dist.rglob("*.html"):
        text = path.read_text("utf-8")
        assert [slip for slip in slips if slip in text] == [], path


def test_no_amounts_and_no_address_where_they_are_not_known(catalogue: Catalogue) -> None:
    offers = catalogue.of(OFFER)
    card = offers["familiencard"].content
    assert card.costs is None or card.costs.amount is None
    assert not re.search(r"\d+(?:\.\d+)? ?(?:Euro|€)", card.summary + (card.text or ""))
    assert offers["bonuscard"].content.venues == []


def test_no_personal_mailbox() -> None:
    for path in WRITTEN:
        for address in re.findall(r"[\w.+-]+@[\w.-]+", path.read_text("utf-8")):
            assert "." not in address.partition("@")[0], f"{path}: {address}"


@pytest.mark.skipif(not RAW_OFFERS.exists(), reason="the raw facts are not at hand")
def test_no_offer_of_the_raw_facts_is_missing(catalogue: Catalogue) -> None:
    raw = yaml.load(RAW_OFFERS.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert {entry["id"] for entry in raw} == set(catalogue.of(OFFER))


@pytest.mark.skipif(not RAW_OFFERS.exists(), reason="the raw facts are not at hand")
def test_every_phone_number_comes_from_the_raw_facts(catalogue: Catalogue) -> None:
    known = re.sub(r"\D", "", RAW_OFFERS.read_text("utf-8"))
    for record in catalogue.all():
        contact = getattr(record.content, "contact", None)
        for line in contact.phones if contact else ():
            national = line.number.uri.removeprefix("+49")
            assert national in known, f"{record.path}: {line.number.display}"


def test_files_survive_a_save_by_another_editor() -> None:
    """Programs that save YAML drop quotes and comments and sort keys: nothing may change."""
    for source in load(ROOT, CONTENT_TYPES)[0]:
        document, _ = parse(source)
        assert document is not None
        data = plain(document.root)
        saved = yaml.safe_dump(data, allow_unicode=True, default_style=None, width=10_000)
        again = yaml.load(saved, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        assert again == data, source.path


# Guides: what nobody must meet at the end of one


@pytest.fixture(scope="module")
def results(catalogue: Catalogue) -> list[tuple[str, ResultPage]]:
    """The results of all guides, with the address of the way to each."""
    site, _ = derive(catalogue, TODAY, {})
    frame = frame_of(site)
    return [
        (view.page.url, view)
        for record in catalogue.of(GUIDE).values()
        for _, view in guide.pages(record, site, frame)
        if isinstance(view, ResultPage)
    ]


def test_there_are_guides_for_everybody_and_for_professionals(catalogue: Catalogue) -> None:
    found = [(r.id, r.content.public) for r in catalogue.of(GUIDE).values()]
    assert [name for name, public in found if public == "fachlich"] == ["begleiten-und-verweisen"]
    assert {"was-wuensche-ich-mir", "wer-hilft-mir-bei-antraegen"} <= {name for name, _ in found}


def test_every_result_is_near_and_has_one_step_few_offers_and_a_person_to_ask(
    results: list[tuple[str, ResultPage]],
) -> None:
    assert results
    for address, view in results:
        assert len(view.given) < MOST_STEPS, address
        assert view.step is not None, f"{address}: its first step is not public"
        assert view.step.contacts, f"{address}: nobody can be reached"
        assert view.step.say, address
        assert len(view.offers) <= 3, address
        ways = [bool(it.phones or it.mail or it.web) for it in view.people.contacts]
        assert any(ways), address


def test_guides_name_benefits_by_their_facts_only(catalogue: Catalogue) -> None:
    names = [r.content.value for r in catalogue.of(FACT).values() if r.content.kind == "name"]
    words = {word for name in names for word in re.findall(r"[A-ZÄÖÜ]\w{6,}", name)}
    words |= {"Hartz", "Sozialhilfe", "ALG"}
    assert "Wohngeld" in words
    for path in ROOT.glob("content/wegfinder/*.yaml"):
        written = re.sub(r"\[\[fakt:[a-z-]+\]\]", "", path.read_text("utf-8"))
        assert not [word for word in words if word in written], path.name
        assert not re.search(r"\b0\d{2,4}[ /]?\d{3}|\d Euro|€", written.partition("pflege:")[0]), (
            path
        )


def test_guides_in_easy_language_name_the_same_benefits(catalogue: Catalogue) -> None:
    twins = catalogue.of(EASY_GUIDE)
    assert {"was-wuensche-ich-mir", "wer-hilft-mir-bei-antraegen"} <= {*twins}

    def facts(text: str | None) -> set[str]:
        return set(re.findall(r"\[\[fakt:([a-z-]+)\]\]", text or ""))

    for name, twin in twins.items():
        easy = {result.id: result for result in twin.content.results}
        for result in catalogue.of(GUIDE)[name].content.results:
            assert facts(easy[result.id].text) == facts(result.text), f"{name}: {result.id}"


def test_addresses_of_guides_tell_nobody_what_it_is_about(
    results: list[tuple[str, ResultPage]],
) -> None:
    telling = re.compile(
        r"einsam|arm(?:ut)?\b|schuld|kris|krank|psych|seele|geld|amt\b|rente|hilflos"
    )
    assert not [url for url, _ in results if telling.search(url.partition("/wegfinder/")[2])]
