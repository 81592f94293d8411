"""Father and son of one name in one article: whom the name means where it stands without Jr. or Sr."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reconcile.drafts import Draft, Reading
from pipeline.reconcile.people import PersonName, parse_person
from pipeline.reconcile.people_match import match_people
from pipeline.reconcile.roles import Agreement, agree, parse_role
from pipeline.schema import Mention

SAID, OFFICE, ALONE = 0.9, 0.85, 0.8  # how sure it is that kin, an office or the only suffix in the article decides
GENERATIONS = frozenset({"jr", "sr"})
DEAD_BEFORE = re.compile(r"\blate\s+$", re.IGNORECASE)
DEAD_AFTER = re.compile(r"^,?\s+(?:who\s+)?(?:has\s+|had\s+)?died\b")
AGE = re.compile(r"^,\s+(?:age\s+)?(?P<years>\d{1,3})\s*[,.]")
MOST_RIVALS = 50  # bearers of one surname in one article that are compared
HEADLINE_CHARS = 120  # an article's first line that is shorter and ends without a full stop is a headline


def part_generations(readings: Sequence[Reading]) -> list[Reading]:
    """The readings; a name without a suffix that is said to be the father's or son's is parted from the bare name.

    Only where the article also has the name with Jr. or Sr.: "his father, Odell Brisk," beside "Odell Brisk Jr.".
    """
    names = [parse_person(reading.name) for reading in readings]
    suffixed = {_first_and_last(name) for name in names if name.suffix in GENERATIONS}
    if not suffixed:
        return list(readings)
    return [
        replace(reading, key=f"{reading.key} ({reading.generation})")
        if reading.generation and not name.suffix and _first_and_last(name) in suffixed
        else reading
        for reading, name in zip(readings, names, strict=True)
    ]


def _first_and_last(name: PersonName) -> tuple[str, str]:
    return (name.words[0], name.words[-1]) if name.words else ("", "")


def settle_generations(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; one without a suffix joins the bearer with Jr. or Sr. whom the article means by it, where it says so.

    In this order: what the article says of father and son; one office; that only one of the two is in the article, was
    named in full before, and nothing speaks against it. With both in the article and neither kin nor office said, the
    bare name stays a bearer of its own: unresolved is an answer.
    """
    if not any(parse_person(draft.name).suffix in GENERATIONS for draft in drafts):
        return list(drafts)
    kept: list[Draft] = []
    of_surname: dict[str, list[Draft]] = defaultdict(list)
    bare_of_surname: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        name = parse_person(draft.name)
        if name.suffix in GENERATIONS:
            of_surname[name.words[-1]].append(draft)
        elif not name.suffix and name.words:
            bare_of_surname[name.words[-1]].append(draft)
    for draft in drafts:
        name = parse_person(draft.name)
        namesakes = of_surname.get(name.words[-1], []) if name.words and not name.suffix else []
        rivals = [other for other in namesakes[:MOST_RIVALS] if _is_namesake(draft, other)]
        chosen = _chosen(draft, rivals, bare_of_surname[name.words[-1]][:MOST_RIVALS]) if rivals else None
        if chosen is None:
            kept.append(draft)
        else:
            other, score, why = chosen
            other.absorb(draft, "full_name", score, why)
    return kept


def _is_namesake(bare: Draft, suffixed: Draft) -> bool:
    return match_people(parse_person(bare.name), parse_person(suffixed.name)).code == "one_suffix"


def _chosen(draft: Draft, rivals: Sequence[Draft], bare: Sequence[Draft]) -> tuple[Draft, float, str] | None:
    said = _generation_of(draft)
    if said is not None:
        right = [other for other in rivals if parse_person(other.name).suffix == said]
        kin = "father" if said == "sr" else "son"
        return (right[0], SAID, f"the article says that this is the {kin}") if len(right) == 1 else None
    same = [other for other in rivals if _verdict(draft, other) == Agreement.SAME]
    if len(same) == 1:
        return same[0], OFFICE, f"{draft.name} holds the office of {same[0].name}"
    other = rivals[0]
    has_father = any(_generation_of(rival) and _is_namesake(rival, other) for rival in bare if rival is not draft)
    if len(rivals) > 1 or has_father or not _is_taken_up(draft, other):
        return None
    return other, ALONE, f"{other.name} was named before, and no other {draft.name} is in the article"


def said_generation(draft: Draft) -> str | None:
    """jr or sr as the suffix or else the words beside the name say, None where they do not or not with one voice."""
    suffix = parse_person(draft.name).suffix
    return suffix if suffix in GENERATIONS else _generation_of(draft)


def _generation_of(draft: Draft) -> str | None:
    said = {reading.generation for reading in draft.readings if reading.generation}
    return said.pop() if len(said) == 1 else None


def _verdict(a: Draft, b: Draft) -> Agreement | None:
    """What the roles of the two say: the same office and no contradiction, or a contradiction; None for neither."""
    mine, other = ([parse_role(role) for reading in d.readings for role in reading.roles] for d in (a, b))
    verdicts = {agree(x, y)[0] for x in mine for y in other}
    if Agreement.CONTRADICT in verdicts:
        return Agreement.CONTRADICT
    return Agreement.SAME if Agreement.SAME in verdicts else None


def _is_taken_up(draft: Draft, other: Draft) -> bool:
    """Whether the bare name may take up the suffixed one: it follows, save in a headline, and nothing parts the two."""
    if _verdict(draft, other) == Agreement.CONTRADICT or _are_of_two_ages(draft, other):
        return False
    mentions = [reading.mention for reading in draft.readings]
    if any(DEAD_BEFORE.search(m.before) or DEAD_AFTER.match(m.after) for m in mentions):
        return False
    return all(m.span.start > other.start or _is_headline(m) for m in mentions)


def _are_of_two_ages(a: Draft, b: Draft) -> bool:
    ages = [{found["years"] for r in d.readings if (found := AGE.match(r.mention.after))} for d in (a, b)]
    return bool(ages[0] and ages[1] and ages[0].isdisjoint(ages[1]))


def _is_headline(mention: Mention) -> bool:
    """Whether the mention stands in a short first line without a full stop at its end."""
    line, ends, _ = mention.after.partition("\n")
    start = mention.span.start
    return (
        bool(ends)
        and "\n" not in mention.before
        and start <= len(mention.before)
        and (
            start + len(mention.text) + len(line) <= HEADLINE_CHARS
            and not line.rstrip().endswith((".", "!", "?", "”", '"'))
        )
    )
