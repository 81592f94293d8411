"""A name that one article takes for another kind than all others do."""

from __future__ import annotations

import pytest

from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.within import chain_article
from pipeline.schema import Label
from tests.unit.reconcile.marked import mark


def labels_of(texts: list[str]) -> list[list[Label | None]]:
    chains = [chain for i, text in enumerate(texts) for chain in chain_article(mark(text, f"a{i}"))]
    agreed = agree_on_kinds(chains)
    return [[chain.label for chain in agreed if chain.article_id == f"a{i}"] for i in range(len(texts))]


PERSON, ORG = "[PERSON Vuwalm] left", "[ORG Vuwalm] left"


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        ([PERSON, PERSON, PERSON, ORG], Label.PERSON),
        ([f"{PERSON}. {PERSON}. {PERSON}.", ORG], Label.ORG),  # one other article does not decide
        ([PERSON, PERSON, ORG, ORG], Label.ORG),
        (["[GPE Texas] won", "[GPE Texas] won", "[GPE Texas] won", "[ORG Texas] won"], Label.ORG),
    ],
)
def test_a_slip_is_put_right_by_what_most_articles_say(texts: list[str], last: Label) -> None:
    assert labels_of(texts)[-1] == [last]


def test_the_relabelled_name_joins_its_bearer_in_the_article() -> None:
    assert labels_of([PERSON, PERSON, PERSON, "[PERSON Jan Vuwalm] spoke. [ORG Vuwalm] left."])[-1] == [Label.PERSON]
