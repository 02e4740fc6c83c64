"""News: one piece on its page, and all of them by years, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sitegen.models import Record
from sitegen.models.news import NEWS, News
from sitegen.models.offer import OFFER
from sitegen.site import Site
from sitegen.views.card import StandingView, standing_view
from sitegen.views.offer import ReferralView, referral_views, referred
from sitegen.views.page import Crumb, Frame, Page, Planned, Prose, View, Words
from sitegen.views.picture import FileView, PictureView, file_view, picture_view
from sitegen.views.prose import prose_of, words_of
from sitegen.views.related import MAIN, RelatedView, related
from sitegen.views.term import Pagination, chunks, page_url, pagination


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A piece of news in a list."""

    url: str
    title: str
    summary: str
    kind: str
    on: date
    standing: StandingView


@dataclass(frozen=True, slots=True)
class NewsPage(View):
    """Everything the page of one piece of news shows; `web_title` says what is there."""

    summary: Words
    text: Prose | None
    picture: PictureView | None
    kind: str
    on: date
    standing: StandingView
    web: str
    web_title: str
    file: FileView | None
    referrals: tuple[ReferralView, ...]
    related: RelatedView


@dataclass(frozen=True, slots=True)
class Year:
    """The news of one year."""

    year: int
    news: tuple[NewsCard, ...]


@dataclass(frozen=True, slots=True)
class NewsListPage(View):
    """The news by years, newest first."""

    years: tuple[Year, ...]
    pagination: Pagination | None


def pages(record: Record[News], site: Site, frame: Frame) -> Iterator[Planned]:
    """The one page of a piece of news."""
    news, standing = record.content, site.standing(record)
    here = (NEWS.name, record.id)
    yield (
        "pages/news.html",
        NewsPage(
            page=Page(
                frame,
                NEWS.address(record.id),
                news.title,
                description=news.summary,
                crumbs=(Crumb("nav.news", NEWS.url),),
                section="news",
                may_be_found=standing.is_verified,
            ),
            summary=words_of(news.summary, site),
            text=prose_of(news.text, site),
            picture=picture_view(record, site),
            kind=news.kind,
            on=news.on,
            standing=standing_view(standing, news.care.checked_on, news.care.checked_by),
            web=news.web or "",
            web_title=news.web_title or "",
            file=file_view(news.file, site),
            referrals=referral_views(news.links, site),
            related=related(here, site, without=referred(news.links), kinds=(*MAIN, OFFER.name)),
        ),
    )


def news_list_pages(site: Site, frame: Frame) -> Iterator[Planned]:
    """The list of all news."""
    parts = chunks(tuple(record.id for record in newest(site)))
    records = site.catalogue.of(NEWS)
    for number, part in enumerate(parts, start=1):
        years = (
            Year(year, tuple(_card(records[name], site) for name in names))
            for year, names in groupby(part, lambda name: records[name].content.on.year)
        )
        yield (
            "pages/news-list.html",
            NewsListPage(
                page=Page(
                    frame, page_url(NEWS.url, number), title_key="news.title", section="news"
                ),
                years=tuple(years),
                pagination=pagination(NEWS.url, number, len(parts)),
            ),
        )


def newest(site: Site) -> list[Record[News]]:
    """All listed news, newest first."""
    listed = [r for r in site.catalogue.of(NEWS).values() if site.standing(r).is_listed]
    return sorted(listed, key=lambda record: (-record.content.on.toordinal(), record.id))


def _card(record: Record[News], site: Site) -> NewsCard:
    news, care = record.content, record.content.care
    return NewsCard(
        url=NEWS.address(record.id),
        title=news.title,
        summary=news.summary,
        kind=news.kind,
        on=news.on,
        standing=standing_view(site.standing(record), care.checked_on, care.checked_by),
    )
