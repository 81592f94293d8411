"""Short names across articles."""

from __future__ import annotations

from datetime import date

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Reconciled
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.within import chain_article
from pipeline.schema import Decision
from tests.unit.reconcile.marked import mark


def run(*texts: str) -> Reconciled:
    articles = [mark(text, f"a{i}", date(2018, 1, 20 + i)) for i, text in enumerate(texts)]
    chains = [chain for mentions in articles for chain in chain_article(mentions)]
    return resolve(chains, ReconcileConfig(), Judgements())


def test_a_short_name_that_two_would_explain_is_open_and_both_are_named() -> None:
    reconciled = run("[PERSON Ada Kovalde] sang.", "[PERSON Zoe Kovalde] swam.", "[PERSON Kovalde] ran.")
    assert {entity.name for entity in reconciled.entities} == {"Ada Kovalde", "Zoe Kovalde", "Kovalde"}
    (merge,) = [m for m in reconciled.merges if "Kovalde" in (m.name_a, m.name_b)]
    assert merge.decision is Decision.UNSURE
    assert merge.score < ReconcileConfig().same_score
    assert "Ada Kovalde" in merge.reason
    assert "Zoe Kovalde fits about as well" in merge.reason
