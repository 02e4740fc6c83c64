"""Opening pages: a tab with a context of its own, one that stays open, one sample after another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from playwright.sync_api import Browser, Page

from tests.browser.samples import Sample

Tabs: TypeAlias = Callable[..., Page]


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page in a context of its own."""
    with tab(browser, **options) as page:
        page.goto(url)
        yield page


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """An empty tab in a context of its own."""
    context = browser.new_context(**options)
    yield context.new_page()
    context.close()


def faults_of(
    page: Page, address: str, samples: Sequence[Sample], look: Callable[[Page], Sequence[object]]
) -> dict[str, Sequence[object]]:
    """What `look` objects to, by the address of the sample; empty where all is well."""
    found = {}
    for sample in samples:
        page.goto(address + sample.path)
        found[sample.path] = look(page)
    return {path: faults for path, faults in found.items() if faults}
