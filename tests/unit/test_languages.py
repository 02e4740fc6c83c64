"""Languages besides German: what may be read, in whose words, and what is wrong with them."""

from collections.abc import Mapping

import pytest

from sitegen.derive import derive
from sitegen.models.language import LANGUAGE
from sitegen.models.offer import OFFER
from sitegen.render import Templates, WordingError
from sitegen.site import Site
from sitegen.translations import crisis_hash, says_crisis
from sitegen.views.frame import frame_of
from sitegen.views.languages import page_languages, summary_in, title_in
from sitegen.views.page import Page
from tests.examples import project

FILES = {source.path: source.data.decode() for source in project.sources()}
SITE, LANGUAGES, TEXTS = "content/site.yaml", LANGUAGE.place, "content/texte/en.yaml"
OFFER_FILE = "offers/teestube.yaml"
REVIEW = "  geprueft_von: Beirat für Vielfalt\n  geprueft_am: 2026-10-01\n"
UNREVIEWED = FILES[LANGUAGES].replace(REVIEW, "")
WITH_OFFERS = "  umfang: angebote\n"
HELP = "help:\n  title: Help now\n  now: Day and night\n"


def site_of(files: project.Files | None = None) -> Site:
    return derive(project.catalogue(files), project.TODAY, {})[0]


def codes(files: project.Files) -> list[str]:
    found = project.findings(files)
    return [it.code for it in found if it.code.startswith(("sprache-", "oberflaechentext-"))]


def translated(reviewed: str) -> Mapping[str, str]:
    words = f"{{sprache: en, titel: Tea room, kurz: Drink tea with others.{reviewed}}}"
    text = FILES[OFFER_FILE] + f"sprachfassungen: {{uebersetzungen: [{words}]}}\n"
    return {OFFER_FILE: text}


def test_a_language_without_a_start_page_is_offered_nowhere() -> None:
    assert [it.code for it in page_languages(site_of())] == ["en"]
    assert page_languages(site_of({"content/seiten/start.en.md": None})) == ()
    assert codes({"content/seiten/start.en.md": None}) == ["sprache-ohne-start"]


def test_a_way_into_a_language_keeps_the_place_or_leads_to_its_start() -> None:
    (english,) = page_languages(site_of({LANGUAGES: FILES[LANGUAGES] + WITH_OFFERS}))
    assert english.url_of("/angebote/teestube/") == "/en/angebote/teestube/"
    assert english.url_of("/heute/") == "/en/"
    (pages_only,) = page_languages(site_of())
    assert pages_only.url_of("/angebote/teestube/") == "/en/"


@pytest.mark.parametrize(
    ("languages", "reviewed", "title"),
    [
        (FILES[LANGUAGES], ", geprueft_am: 2026-09-01", "Tea room"),
        (FILES[LANGUAGES], ", geprueft_am: 2026-12-01", None),
        (FILES[LANGUAGES], "", None),
        (UNREVIEWED, "", "Tea room"),
    ],
    ids=["reviewed", "reviewed later", "unreviewed", "under a note"],
)
def test_a_records_words_are_translated_once_reviewed(
    languages: str, reviewed: str, title: str | None
) -> None:
    found = site_of({**translated(reviewed), LANGUAGES: languages})
    record = found.catalogue.of(OFFER)["teestube"]
    said, summary = title_in(record, "en", found), summary_in(record, "en", found)
    if title:
        assert (said.text, said.lang, summary.lang) == (title, "", "")
    else:
        assert (said.text, said.lang) == (record.content.title, "de")
        assert (summary.text, summary.lang) == (record.content.summary, "de")


def test_an_offer_near_a_crisis_has_no_page_in_words_that_nobody_reviewed() -> None:
    text = translated("")[OFFER_FILE].replace("themen:\n", "themen:\n  - krise\n")
    found = site_of({OFFER_FILE: text, LANGUAGES: UNREVIEWED + WITH_OFFERS})
    (english,) = page_languages(found)
    assert "/angebote/" in english.urls
    assert "/angebote/teestube/" not in english.urls
    assert title_in(found.catalogue.of(OFFER)["teestube"], "en", found).lang == "de"


def test_words_about_a_crisis_count_only_as_they_were_reviewed() -> None:
    german = FILES["content/texte/de.yaml"] + HELP.replace("Help now", "Hilfe sofort")
    easy = FILES["content/texte/de-leicht.yaml"] + HELP.replace("Help now", "Hilfe sofort")
    english = FILES[TEXTS] + HELP
    files = {"content/texte/de.yaml": german, "content/texte/de-leicht.yaml": easy, TEXTS: english}
    noted = crisis_hash(site_of(files).catalogue.texts["en"])
    own = FILES[LANGUAGES] + f"  krisenworte_hash: {noted}\n"

    def says(more: Mapping[str, str]) -> bool:
        catalogue = project.catalogue({**files, **more})
        return says_crisis(catalogue.of(LANGUAGE)["en"], catalogue, project.TODAY)

    assert says({LANGUAGES: own})
    assert codes({**files, LANGUAGES: own}) == []
    assert not says({})
    assert codes(files) == ["sprache-krisenworte"]
    assert not says({LANGUAGES: own, TEXTS: english.replace("Help now", "Help, now")})
    assert not says({LANGUAGES: own.replace(REVIEW, "")})
    incomplete = english.replace("  now: Day and night\n", "")
    assert not says({LANGUAGES: own, TEXTS: incomplete})


def test_plural_forms_are_the_languages_own() -> None:
    german = FILES["content/texte/de.yaml"] + 'foreign:\n  n_one: Eins\n  n_other: "{count} da"\n'
    forms = 'foreign:\n  n_two: deux\n  n_few: "{count} few"\n  n_other: "{count} many"\n'
    files = {"content/texte/de.yaml": german, TEXTS: FILES[TEXTS] + forms}
    assert codes(files) == []
    wrong = forms.replace("n_few", "n_lots").replace("{count} many", "{number} many")
    assert codes({**files, TEXTS: FILES[TEXTS] + wrong}) == [
        "oberflaechentext-unbekannt",
        "oberflaechentext-platzhalter",
    ]


def test_nothing_stands_in_for_a_text_of_another_language() -> None:
    site = site_of({TEXTS: "offers:\n  title: Offers\n"})
    assert site.catalogue.texts["en"] == {"offers.title": "Offers"}
    page = Page(frame_of(site), "/en/", texts="en", lang="en")
    source = Templates(project.CITY, site.catalogue.texts)._environment.from_string(
        '{{ t("offers.count", count=2) }}'
    )
    with pytest.raises(WordingError) as caught:
        source.render(page=page, words=site.catalogue.texts["en"])
    assert caught.value.finding.location.path == TEXTS
