"""Names that lack the Jr. or Sr. of a father and a son: what is open about them is listed for a person to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.config import ReconcileConfig
from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.drafts import generation_in
from pipeline.reconcile.entities import Joined
from pipeline.reconcile.generations import GENERATIONS
from pipeline.reconcile.judged import as_sentence, evidence
from pipeline.reconcile.people import PersonName, parse_person
from pipeline.reconcile.people_match import match_people
from pipeline.schema import CONTEXT_CHARS, DecidedBy, Decision, Label, MergeDecision

KIN = {"sr": "father", "jr": "son"}
OTHER_KIN = 0.1  # how likely the name is the other's, where an article says which of father and son it means


def with_bare_names(
    merges: Iterable[MergeDecision], groups: Sequence[Sequence[Joined]], config: ReconcileConfig
) -> list[MergeDecision]:
    """The decisions, and one for each pair of a bare name that stayed alone and a namesake with Jr. or Sr.

    "Odell Brisk" beside a Jr. and a Sr. is an unsure decision about each of them. Where the article says that the name
    is the father's or the son's, it is different from the other one.
    """
    known = list(merges)
    suffixed = _suffixed(groups)
    told = {frozenset((merge.name_a, merge.name_b)): merge for merge in known} if suffixed else {}
    kept = dict.fromkeys(known)
    for chain in _bare(groups, suffixed):
        name = parse_person(chain.name)
        rivals = [
            other for other in suffixed[_ends(name)] if match_people(name, parse_person(other.name)).code == FOUND
        ]
        for rival in rivals:
            pair = frozenset((chain.name, rival.name))
            row = _decision(chain, rival, [other.name for other in rivals], config)
            if pair not in told or row.decision is Decision.DIFFERENT:
                kept.pop(told.get(pair, row), None)
                kept[row] = None
                told[pair] = row
    return list(kept)


FOUND = "one_suffix"  # the code of names of which one has Jr. or Sr.


def _ends(name: PersonName) -> tuple[str, str]:
    return (name.words[0], name.words[-1]) if name.words else ("", "")


def _suffixed(groups: Sequence[Sequence[Joined]]) -> dict[tuple[str, str], list[Chain]]:
    """One chain of each bearer with Jr. or Sr., by first and last word of the name."""
    found: dict[tuple[str, str], list[Chain]] = defaultdict(list)
    for group in groups:
        chain = next((j.chain for j in group if _is_suffixed(j.chain)), None)
        if chain is not None:
            found[_ends(parse_person(chain.name))].append(chain)
    return found


def _is_suffixed(chain: Chain) -> bool:
    return chain.family == Family.PERSON and chain.is_name and parse_person(chain.name).suffix in GENERATIONS


def _bare(groups: Sequence[Sequence[Joined]], suffixed: dict[tuple[str, str], list[Chain]]) -> Iterable[Chain]:
    """One chain of each bearer whose full name has no suffix, and whose namesake has one."""
    for group in groups if suffixed else ():
        chains = [j.chain for j in group if j.chain.family == Family.PERSON and j.chain.is_name]
        if any(map(_is_suffixed, chains)):
            continue
        yield from [chain for chain in chains if _ends(parse_person(chain.name)) in suffixed][:1]


def _decision(chain: Chain, rival: Chain, rivals: Sequence[str], config: ReconcileConfig) -> MergeDecision:
    said = _said(chain)
    why = "only one of the two has Jr. or Sr."
    if said and said != parse_person(rival.name).suffix:
        decision, score, why = Decision.DIFFERENT, OTHER_KIN, f"{why}; the article says that it is the {KIN[said]}"
    elif said:
        decision, score = Decision.UNSURE, config.same_score - 0.01
        why = f"{why}; the article says that it is the {KIN[said]}"
    else:
        decision, score = Decision.UNSURE, config.unsure_score
        if len(rivals) > 1:
            why = f"{why}; {chain.name} may be {' or '.join(sorted(rivals))}"
    first, second = sorted((chain, rival), key=lambda c: (c.name, c.chain_id))
    return MergeDecision(first.name, second.name, Label.PERSON, decision, DecidedBy.RULE, round(score, 3),
                         as_sentence(why), evidence(first), evidence(second))  # fmt: skip


def _said(chain: Chain) -> str | None:
    """jr or sr, where the words beside the bare name in its context say so."""
    bare = re.compile(rf"(?<!\w){re.escape(chain.name)}(?!,?\s+[JS]r\b|\w)")
    places = [found.span() for found in bare.finditer(chain.context)]
    if not places:
        return None
    start, end = min(places, key=lambda span: abs(span[0] - CONTEXT_CHARS))
    return generation_in(chain.context[:start], chain.context[end:])
