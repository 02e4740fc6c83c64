"""The day the site was built, and nowhere else: stand.js for scripts, /stand/ for everybody.

All other pages stay as they are when only the day changes.
"""

import json
from collections.abc import Iterator
from functools import partial

from sitegen.dates import date_de
from sitegen.render import file_job, page_job
from sitegen.site import Bundle, PageJob, Site
from sitegen.views.frame import frame_of
from sitegen.views.stand import RENEWED_WITHIN, stand_page

SCRIPT = "/assets/stand.js"


def plan(site: Site) -> Iterator[Bundle]:
    """The shared file that every page loads, and the page for those without scripts."""
    yield Bundle("stand", partial(_jobs, site))


def _jobs(site: Site) -> Iterator[PageJob]:
    said = {
        "stand": site.today.isoformat(),
        "standWords": date_de(site.today),
        "standDays": str(RENEWED_WITHIN),
    }
    script = f"Object.assign(document.documentElement.dataset, {json.dumps(said)});\n"
    yield file_job(SCRIPT, script.encode())
    yield page_job("pages/stand.html", stand_page(site.today, site.shared(frame_of)))
