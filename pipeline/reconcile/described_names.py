"""Names that many bear, told apart by the place in what is said of them: "Metropolitan Police", a London force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import nationalities
from pipeline.reconcile.org_parse import OrgName, parse_org
from pipeline.reconcile.org_places import split_place
from pipeline.reconcile.organisations import match_orgs
from pipeline.reconcile.own_names import has_own_name
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.regions import regions_of

SAME = frozenset({"identical", "org_variant", "full_form"})
OPEN = frozenset({"narrower", "other_kind", "other_name", "team", "suffix", "prefix", "club", "metonym"})


def match_with_places(a: OrgName, b: OrgName, said_a: Iterable[str], said_b: Iterable[str]) -> NameMatch:
    """What two names say, where descriptions may add the place that a name leaves out.

    >>> names = parse_org("Metropolitan Police"), parse_org("London's Metropolitan Police")
    >>> match_with_places(*names, ["London force"], []).code, match_with_places(*names, ["Sydney force"], []).code
    ('full_form', 'other_kind')
    """
    found = match_orgs(a, b)
    if found.code not in OPEN or found.reason == KNOWN:
        return found
    for name, other, said in ((a, b, said_a), (b, a, said_b)):
        for placed, place in _placed(name, said):
            if match_orgs(placed, other).code in SAME:
                return NameMatch("full_form", f"{name.written}, as it is of {place.title()}, is {other.written}")
    return found


KNOWN = "two bodies that are both known"


def _placed(name: OrgName, said: Iterable[str]) -> Iterator[tuple[OrgName, str]]:
    """The name with each place that descriptions give, where it names none and is none by itself."""
    is_kind = name.key in lexicon.words("org_institutions")  # "the Times", a paper of New York
    if name.acronym is not None or name.known is not None or (len(name.words) < 2 and not is_kind):
        return
    if split_place(name).place is not None or has_own_name(name.words):
        return
    places = dict.fromkeys(place for text in said for place in sorted(regions_of(text).all))
    written = ARTICLE.sub("", name.written)
    for place in places:
        for front in (place, *_adjectives().get(place, ())):
            yield parse_org(f"{front.title()} {written}"), place


ARTICLE = re.compile("^[Tt]he ")


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for adjective, place in nationalities().items():
        found[place] = (*found.get(place, ()), adjective)
    return found
