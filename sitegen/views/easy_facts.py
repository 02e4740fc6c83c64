"""Facts of offers and events for their easy pages: names, numbers and addresses as those say them.

Easy pages are made of the views of the standard pages, so that no fact can be forgotten; only
what those name or link becomes what easy pages name and link.
"""

from collections.abc import Iterable
from dataclasses import replace

from sitegen.site import Site, Target
from sitegen.views.contact import Ask, ContactView
from sitegen.views.easy_card import easy_name, easy_named
from sitegen.views.occurrence import DateView, Presented
from sitegen.views.offer import ReferralView
from sitegen.views.page import Named
from sitegen.views.prose import easy_url_of


def easy_names(kind: str, ids: Iterable[str], site: Site) -> tuple[Named, ...]:
    """Records of one type with the way to their easy pages."""
    return tuple(easy_named((kind, name), site) for name in ids)


def easy_further(contacts: Iterable[ContactView], ask: Ask) -> tuple[ContactView, ...]:
    """What the first step (`ask`) has not said yet, each way once; also what a body is for."""
    shown = {ask.href}
    found = []
    for contact in contacts:
        phones = tuple(line for line in contact.phones if line.href not in shown)
        rest = replace(
            contact,
            phones=phones,
            hours=contact.hours if phones == contact.phones else "",
            mail=contact.mail if f"mailto:{contact.mail}" not in shown else "",
            web=contact.web if contact.web not in shown else "",
        )
        shown |= {*(line.href for line in phones), f"mailto:{rest.mail}", rest.web}
        if rest.phones or rest.mail or rest.web or rest.role:
            found.append(rest)
    return tuple(found)


def easy_dates(dates: Iterable[DateView], site: Site) -> tuple[DateView, ...]:
    """Dates whose offers lead to their easy pages."""
    return tuple(
        replace(it, offers=tuple(_presented(offer, site) for offer in it.offers)) for it in dates
    )


def _presented(offer: Presented, site: Site) -> Presented:
    named = easy_named(offer.target, site)
    return replace(offer, label=named.label, url=named.url)


def easy_referrals(
    referrals: Iterable[ReferralView], targets: Iterable[Target], site: Site
) -> tuple[ReferralView, ...]:
    """Referrals to the easy pages of their targets, where there are such pages."""
    return tuple(_referral(*both, site) for both in zip(referrals, targets, strict=True))


def _referral(view: ReferralView, target: Target, site: Site) -> ReferralView:
    record, url = site.catalogue.get(target), easy_url_of(target, site)
    assert record is not None
    return replace(view, title=easy_name(record, site), url=url or view.url)
