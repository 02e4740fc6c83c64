"""What outputs plan, job by job, and jobs as something to work on."""

from collections.abc import Iterable

from sitegen.site import Bundle, PageJob


def jobs_in(bundles: Iterable[Bundle]) -> list[PageJob]:
    """Every planned file, in order."""
    return [job for bundle in bundles for job in bundle.plan()]


def bundled(jobs: Iterable[PageJob]) -> list[Bundle]:
    """The jobs as if they had been planned together."""
    return [Bundle("jobs", lambda: jobs)]
