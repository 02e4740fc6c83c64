"""The real content: it builds, nothing held back gets out, and nobody is shamed."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from sitegen.config import Order
from sitegen.load import load
from sitegen.models import CONTENT_TYPES
from sitegen.models.crisis import CRISIS_LINE
from sitegen.models.offer import OFFER
from sitegen.parse import parse
from sitegen.pipeline import Outcome, build, read
from sitegen.site import Catalogue
from sitegen.source import plain

ROOT = Path(__file__).parent.parent
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


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    target = tmp_path_factory.mktemp("real") / "dist"
    order = Order(ROOT, ROOT / "templates", target, date(2026, 11, 22))
    return build(order), target


def test_real_content_builds_without_an_error(outcome: tuple[Outcome, Path]) -> None:
    result, _ = outcome
    errors = [finding for finding in result.findings if finding.is_error]
    assert errors == []
    assert result.is_published


def test_every_publishable_offer_has_its_pages(
    outcome: tuple[Outcome, Path], catalogue: Catalogue
) -> None:
    _, dist = outcome
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


def test_nothing_held_back_is_anywhere(outcome: tuple[Outcome, Path], catalogue: Catalogue) -> None:
    _, dist = outcome
    drafts = {
        record.id
        for record in catalogue.of(OFFER).values()
        if record.content.care.status != "veroeffentlicht"
    }
    assert drafts >= HELD_BACK
    for draft in drafts:
        assert not (dist / "angebote" / draft).exists()
        assert not (dist / "leichte-sprache" / "angebote" / draft).exists()
    for path in dist.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            found = [draft for draft in drafts if f"angebote/{draft}/" in text]
            assert not found, f"{path} mentions {found}"


def test_internal_notes_are_nowhere(outcome: tuple[Outcome, Path], catalogue: Catalogue) -> None:
    _, dist = outcome
    notes = [
        line
        for record in catalogue.all()
        for line in (getattr(getattr(record.content, "care", None), "internal", "") or "").split(
            "\n"
        )
        if len(line) > 25
    ]
    assert notes
    everything = "\n".join(path.read_text("utf-8") for path in dist.rglob("*.html"))
    assert [note for note in notes if note in everything] == []


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


def test_every_page_carries_the_crisis_block(outcome: tuple[Outcome, Path]) -> None:
    _, dist = outcome
    for path in dist.rglob("*.html"):
        html = path.read_text("utf-8")
        for uri in CRISIS_NUMBERS["jetzt"]:
            assert f'href="tel:{uri}"' in html, f"{path} lacks {uri}"


def test_words_do_not_shame() -> None:
    for path in [*ROOT.glob("offers/*.yaml"), *ROOT.glob("content/**/*.yaml")]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if "adresse:" in line or "web:" in line:
                continue
            found = SHAMING.findall(line)
            assert found == [], f"{path.relative_to(ROOT)}:{number}"


def test_known_slips_of_the_sources_are_not_repeated(outcome: tuple[Outcome, Path]) -> None:
    slips = ["Landesmuseum Baden-Württemberg", "895/2023", "7. Mai 2022", "Free Akademie"]
    for path in outcome[1].rglob("*.html"):
        text = path.read_text("utf-8")
        assert [slip for slip in slips if slip in text] == [], path


def test_no_amounts_and_no_address_where_they_are_not_known(catalogue: Catalogue) -> None:
    offers = catalogue.of(OFFER)
    card = offers["familiencard"].content
    assert card.costs is None or card.costs.amount is None
    assert not re.search(r"\d+(?:\.\d+)? ?(?:Euro|€)", card.summary + (card.text or ""))
    assert offers["bonuscard"].content.venues == []


def test_no_personal_mailbox() -> None:
    for path in [*ROOT.glob("offers/*.yaml"), *ROOT.glob("content/**/*.yaml")]:
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
