"""Views -> bytes: the one Jinja2 environment, strict and autoescaping.

Templates get a frozen view and never the domain or the settings. Links are relative to the
page (`| rel`), words come from the interface texts (`t("key")`), Markdown is rendered and
sanitised here and nowhere else.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined

from sitegen.compounds import Splitting
from sitegen.dates import date_de, span_de, time_range_de
from sitegen.easywords import (
    easy_age,
    easy_day,
    easy_hours,
    easy_lines,
    easy_listed,
    easy_money,
    easy_phone,
    easy_rhythm,
    easy_sentence,
)
from sitegen.here import Here
from sitegen.localised import (
    clock_in,
    date_in,
    day_in,
    language_in,
    month_in,
    number_in,
    weekday_in,
)
from sitegen.plainlines import lines_of
from sitegen.qrcodes import dots
from sitegen.site import PageJob, Renderer, Texts
from sitegen.templating import PlainEnvironment
from sitegen.views.page import View

# Filters that write a value as the page's language does.
_IN_LANGUAGE: Mapping[str, Callable[[str, Any], str]] = {
    "clock_in": clock_in,
    "date_in": date_in,
    "day_in": day_in,
    "language_in": language_in,
    "month_in": month_in,
    "number_in": number_in,
    "weekday_in": weekday_in,
}


class Templates:
    """A `Renderer` over one folder of templates and the interface texts of a site."""

    def __init__(
        self, folder: Path, texts: Mapping[str, Texts], splitting: Splitting = "bindestrich"
    ) -> None:
        """Set up the environment; templates are read when first used, and once."""
        self.here = here = Here(texts, splitting, folder / "pictograms")
        self._environment = PlainEnvironment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.globals |= {
            "here": here,
            "t": here.t,
            "plain_t": here.plain_t,
            "t_de": here.t_de,
            "counted": here.counted,
            "pictogram": here.pictogram,
            "framed": here.framed,
            "policy": here.policy,
        }
        self._environment.filters |= {
            "rel": here.rel,
            "prose": here.prose,
            "words": here.words,
            "date_de": date_de,
            "span_de": span_de,
            "time_range": time_range_de,
            "lines": lines_of,
            "plain": _plain,
            "dots": dots,
            "day_of": date.fromisoformat,
            "easy_day": easy_day,
            "easy_hours": easy_hours,
            "easy_rhythm": easy_rhythm,
            "easy_money": easy_money,
            "easy_phone": easy_phone,
            "easy_age": easy_age,
            "easy_listed": easy_listed,
            "easy_lines": easy_lines,
            "easy_sentence": easy_sentence,
        }
        self._environment.filters |= {
            name: here.in_language(function) for name, function in _IN_LANGUAGE.items()
        }
        # Data for scripts can be read as it is; what HTML could take for markup is still escaped.
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}

    def page(self, template: str, view: object) -> bytes:
        """The page as UTF-8.

        Raises `WordingError` for texts that do not fit, and Jinja2's errors, which are ours
        and not the editors'.
        """
        assert isinstance(view, View)
        self.here.turn_to(view.page)
        html = self._environment.get_template(template).render(
            view=view,
            page=view.page,
            frame=view.page.frame,
            structured=self.here.structured(view),
        )
        return html.encode("utf-8")


def page_job(template: str, view: View, source: str = "") -> PageJob:
    """Plan one page: its key is made of what it shows, so it is known before rendering."""
    key = hashlib.sha256(f"{template}\0{view!r}".encode()).hexdigest()

    def render(renderer: Renderer) -> bytes:
        return renderer.page(template, view)

    return PageJob(view.page.url, key, render, source, view.page.is_indexed)


def file_job(url: str, data: bytes) -> PageJob:
    """Plan a file whose bytes are already known."""
    return PageJob(url, hashlib.sha256(data).hexdigest(), lambda _renderer: data)


def _plain(html: str) -> str:
    """The words of a template's lines, without what they link to."""
    return "".join(text for text, *_ in lines_of(html))
