"""Decisions by people in the result of a run."""

from __future__ import annotations

from datetime import date

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Reconciled
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.judgements_file import Judgement
from pipeline.reconcile.within import chain_article
from pipeline.schema import DecidedBy, Decision, Label
from tests.unit.reconcile.marked import mark, sorted_groups

SAME, DIFFERENT = Decision.SAME, Decision.DIFFERENT
TARRANTS = ["[PERSON Bob Tarrant] sang.", "[PERSON Robert Tarrant] swam.", "[PERSON Robert J. Tarrant] ran."]
BURROWS = [
    "[PERSON Claire Burrow] sang. [PERSON Burrow] won.",
    "[PERSON Tim Burrow] swam. [PERSON Burrow] lost.",
    "[PERSON Burrow] ran.",
]


def judge(name_a: str, name_b: str, decision: Decision, *, is_alone: bool = False, line: int = 2) -> Judgement:
    return Judgement(name_a, name_b, Label.PERSON, decision, "A. Editor", "2024-05-01", "two brothers", line, is_alone)


def run(texts: list[str], *judged: Judgement) -> tuple[list[list[str]], Reconciled]:
    """The groups of names, each with the number of its article, and all that was reconciled."""
    articles = [mark(text, f"a{i}", date(2018, 1, 20 + i)) for i, text in enumerate(texts)]
    chains = [chain for mentions in articles for chain in chain_article(mentions)]
    reconciled = resolve(chains, ReconcileConfig(), Judgements.of(judged))
    entity = {link.mention_id: link.entity_id for link in reconciled.links}
    groups: dict[str, list[str]] = {}
    for i, mentions in enumerate(articles):
        for mention in mentions:
            groups.setdefault(entity[mention.mention_id], []).append(f"{mention.text} {i}")
    return sorted_groups(list(groups.values())), reconciled


def test_a_rejection_holds_through_third_parties() -> None:
    assert run(TARRANTS)[0] == [["Bob Tarrant 0", "Robert J. Tarrant 2", "Robert Tarrant 1"]]
    groups, _ = run(TARRANTS, judge("Bob Tarrant", "Robert J. Tarrant", DIFFERENT))
    assert not any({"Bob Tarrant 0", "Robert J. Tarrant 2"} <= set(group) for group in groups)


def test_a_rejection_joins_no_namesakes() -> None:
    texts = ["Ohio congressman [PERSON Ned Amsel] voted.", "Michigan congressman [PERSON Ned Amsel] voted."]
    assert run(texts, judge("Ned Amsel", "Ted Amsel", DIFFERENT))[0] == [["Ned Amsel 0"], ["Ned Amsel 1"]]


def test_namesakes_are_one_where_a_person_says_so() -> None:
    texts = ["Ohio congressman [PERSON Ned Amsel] voted.", "Michigan congressman [PERSON Ned Amsel] voted."]
    assert run(texts, judge("Ned Amsel", "Ned Amsel", SAME))[0] == [["Ned Amsel 0", "Ned Amsel 1"]]


def test_a_short_name_that_stands_alone_is_given_to_its_bearer_and_no_other_is_touched() -> None:
    groups, reconciled = run(BURROWS, judge("Burrow", "Tim Burrow", SAME, is_alone=True))
    assert groups == [["Burrow 0", "Claire Burrow 0"], ["Burrow 1", "Burrow 2", "Tim Burrow 1"]]
    link = next(link for link in reconciled.links if link.mention_id.startswith("a2"))
    assert (link.method, link.reason) == ("judged", "first named here; judged the same by A. Editor")


def test_a_short_name_judged_everywhere_is_moved_and_joins_no_two_bearers() -> None:
    groups, _ = run(BURROWS, judge("Burrow", "Tim Burrow", SAME))
    assert groups == [["Burrow 0", "Burrow 1", "Burrow 2", "Tim Burrow 1"], ["Claire Burrow 0"]]


def test_a_rejected_short_name_stays_with_the_name_that_its_own_article_gives_it() -> None:
    texts = BURROWS[1:]
    assert run(texts)[0] == [["Burrow 0", "Burrow 1", "Tim Burrow 0"]]
    groups, _ = run(texts, judge("Burrow", "Tim Burrow", DIFFERENT, is_alone=True))
    assert groups == [["Burrow 0", "Tim Burrow 0"], ["Burrow 1"]]


def test_a_short_name_rejected_everywhere_leaves_its_article_too() -> None:
    groups, _ = run(BURROWS[1:], judge("Burrow", "Tim Burrow", DIFFERENT))
    assert groups == [["Burrow 0", "Burrow 1"], ["Tim Burrow 0"]]


def test_two_short_names_that_are_different_never_meet_in_one_bearer() -> None:
    texts = ["[PERSON Tim Burrow] sang.", "[PERSON Burrow] swam.", "[PERSON T. Burrow] ran."]
    groups, _ = run(texts, judge("Burrow", "T. Burrow", DIFFERENT))
    assert not any({"Burrow 1", "T. Burrow 2"} <= set(group) for group in groups)


def test_articles_that_tie_judged_names_give_way() -> None:
    texts = [
        "[PERSON Bob Tarrant] sang. [PERSON Robert Tarrant] won.",
        "[PERSON Robert Tarrant] swam. [PERSON Rob Tarrant] lost.",
    ]
    groups, _ = run(texts, judge("Bob Tarrant", "Rob Tarrant", DIFFERENT))
    assert not any({"Bob Tarrant 0", "Rob Tarrant 1"} <= set(group) for group in groups)


def test_decisions_stand_in_merges_with_both_contexts_instead_of_the_rules_own() -> None:
    _, reconciled = run(TARRANTS[:2], judge("Robert Tarrant", "Bob Tarrant", DIFFERENT))
    assert [
        (m.name_a, m.name_b, m.decision, m.decided_by, m.reason, m.evidence_a, m.evidence_b) for m in reconciled.merges
    ] == [
        ("Bob Tarrant", "Robert Tarrant", DIFFERENT, DecidedBy.PERSON,
         "Judged different by A. Editor on 2024-05-01: two brothers.", "a0: Bob Tarrant sang.",
         "a1: Robert Tarrant swam.")
    ]  # fmt: skip


def test_what_follows_through_third_names_is_not_unsure_any_more() -> None:
    judged = [judge("Bob Tarrant", "Robert Tarrant", SAME), judge("Robert Tarrant", "Robert J. Tarrant", SAME, line=3)]
    _, reconciled = run(TARRANTS, *judged)
    assert [(m.name_a, m.name_b, m.decided_by) for m in reconciled.merges] == [
        ("Bob Tarrant", "Robert Tarrant", DecidedBy.PERSON),
        ("Robert J. Tarrant", "Robert Tarrant", DecidedBy.PERSON),
    ]


def test_contradictions_and_names_that_nobody_bears_are_told() -> None:
    judged = [
        judge("Bob Tarrant", "Robert Tarrant", SAME),
        judge("Robert Tarrant", "Bob Tarrant", DIFFERENT, line=3),
        judge("Bob Tarrant", "Zoe Zander", SAME, line=4),
    ]
    groups, reconciled = run(TARRANTS[:2], *judged)
    assert groups == [["Bob Tarrant 0"], ["Robert Tarrant 1"]]
    assert [(issue.stage, issue.code) for issue in reconciled.issues] == [
        ("reconcile", "judgements_contradict"), ("reconcile", "judgement_unused"),
    ]  # fmt: skip
    assert reconciled.issues[1].message.startswith("judgements, line 4: no article has the name 'Zoe Zander' as PERSON")


def test_a_decision_that_others_contradict_is_shown_as_open() -> None:
    judged = [
        judge("Bob Tarrant", "Robert Tarrant", SAME),
        judge("Bob Tarrant", "Robert J. Tarrant", DIFFERENT, line=3),
        judge("Robert Tarrant", "Robert J. Tarrant", SAME, line=4),
    ]
    _, reconciled = run(TARRANTS, *judged)
    told = {(m.name_a, m.name_b): (m.decision, "does not bind" in m.reason) for m in reconciled.merges}
    assert told == {
        ("Bob Tarrant", "Robert Tarrant"): (Decision.UNSURE, True),
        ("Robert J. Tarrant", "Robert Tarrant"): (Decision.UNSURE, True),
        ("Bob Tarrant", "Robert J. Tarrant"): (DIFFERENT, False),
    }


def test_what_follows_from_a_rejection_of_another_name_of_the_bearer_is_not_asked() -> None:
    texts = ["[ORG Corvane Works Group], called [ORG Corvane], dug.", "[ORG Corvaine Works Group] dug."]
    asked = [(m.name_a, m.name_b, m.decided_by) for m in run(texts)[1].merges]
    assert asked == [("Corvaine Works Group", "Corvane Works Group", DecidedBy.RULE)]
    other = Judgement("Corvane", "Corvaine Works Group", Label.ORG, DIFFERENT, line=2)
    told = {(m.name_a, m.name_b): (m.decision, m.decided_by) for m in run(texts, other)[1].merges}
    assert told[asked[0][:2]] == (DIFFERENT, DecidedBy.PERSON)


def test_no_judgement_makes_no_issue() -> None:
    assert run(TARRANTS)[1].issues == ()
