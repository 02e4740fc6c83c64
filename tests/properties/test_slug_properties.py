"""Ids and addresses: for any text a valid id or none, for any two pages a link that leads there."""

import posixpath
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.load import advised_id
from sitegen.urls import MAX_SLUG, RESERVED, file_of, is_slug, relative, slugify

parts = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
folders = st.lists(parts, max_size=4).map(lambda names: "/" + "".join(f"{n}/" for n in names))
pages = st.one_of(folders, st.tuples(folders, parts).map(lambda pair: f"{pair[0]}{pair[1]}.html"))


@given(st.text())
def test_any_text_gives_an_id_or_nothing(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug


@given(st.text())
def test_advice_is_always_an_id_that_may_be_used(text: str) -> None:
    advice = advised_id(text)
    assert is_slug(advice)
    assert advice not in RESERVED


@given(parts)
def test_an_id_stays_as_it_is(slug: str) -> None:
    assert is_slug(slug)
    assert slugify(slug) == slug


@given(st.text(st.characters(exclude_characters="abcdefghijklmnopqrstuvwxyz0123456789-")))
def test_nothing_but_letters_digits_and_hyphens_is_an_id(text: str) -> None:
    assert not is_slug(text)
    assert not is_slug(f"a{text}b") or not text


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Müßiggang & Co.", "muessiggang-co"),
        ("ÄÖÜ ẞ", "aeoeue-ss"),
        ("Café des Halles", "cafe-des-halles"),
        ("  --Tee__Stube--  ", "tee-stube"),
        ("Łódź", "lodz"),
        ("ﬁn", "fin"),
        ("دكتور", ""),
        ("漢字", ""),
        ("🍵", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b", "a-b"),
        ("&amp; &#65;", "amp-65"),
        ("x" * 200, "x" * MAX_SLUG),
    ],
)
def test_letters_are_spelled_out_and_never_guessed(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_names_are_ids_in_form(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize(
    "text", ["", "-", "-a", "a-", "a--b", "A", "ä", "a b", "a_b", "a.b", "a/b", "a\n", "٣", "ﬁ"]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_slug(text)


@given(pages, pages, st.sampled_from(["", "#oben"]))
def test_a_relative_link_leads_to_its_target(target: str, start: str, mark: str) -> None:
    link = relative(target + mark, start)
    assert not link.startswith("/")
    for base in ("https://example.org", "https://example.org/unter/weg"):
        assert urljoin(base + start, link) == base + target + mark


@given(pages, pages)
def test_links_and_files_agree(target: str, start: str) -> None:
    """Following a link on the disk opens the file that serves the address."""
    link = relative(target, start)
    folder = posixpath.dirname(file_of(start))
    path = posixpath.normpath(posixpath.join(folder, link))
    opened = posixpath.join(path, "index.html") if link.endswith("/") else path
    assert opened.removeprefix("./") == file_of(target)


@given(pages)
def test_a_link_to_a_place_of_the_same_page_is_only_the_place(page: str) -> None:
    assert relative(page + "#oben", page) == "#oben"
    assert relative("#oben", page) == "#oben"


@given(pages)
def test_every_address_is_one_file_below_the_site(page: str) -> None:
    file = file_of(page)
    assert file
    assert not file.startswith("/")
    assert urlsplit(file).path == file
    assert posixpath.normpath(file) == file
