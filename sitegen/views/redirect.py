"""The page at a former address: it leads on at once, and says so where that fails."""

from dataclasses import dataclass

from sitegen.views.page import Frame, Page, View


@dataclass(frozen=True, slots=True)
class RedirectPage(View):
    """`target` is the url path of the record's present page."""

    target: str


def redirect_page(frame: Frame, old: str, new: str) -> RedirectPage:
    """The page at `old` that leads to `new`."""
    return RedirectPage(Page(frame, old, title_key="redirect.title", may_be_found=False), new)
