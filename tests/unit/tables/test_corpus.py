"""Which rows of a corpus repeat earlier ones: by claimant, stance and name, through the tables as they are written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.reconcile.chains import Reconciled
from pipeline.rows import ArticleRow, ClaimRow, QuoteRow
from pipeline.schema import Link
from pipeline.tables.assemble import Extracted
from pipeline.tables.corpus import write_corpus
from pipeline.tables.store import TableStore, load_tables

WORDS = "the council sold the old harbor to a bank before the flood of 1987 and hid the contract from every auditor"
CLAIM = ClaimRow(
    claim_id="", proposition_id="p1", article_id="", start=0, end=len(WORDS), text=WORDS, voice="reported",
    act="assert", claimant_start=0, claimant_end=3, claimant_text="Lee", claimant_id=None, cue_start=4, cue_end=8,
    cue_text="said", cue_lemma="say", is_negated=False, is_hedged=False, checkworthy=None, same_as=None,
)  # fmt: skip
QUOTE = QuoteRow(
    quote_id="", utterance_id="u1", article_id="", start=0, end=len(WORDS), text=WORDS, kind="direct",
    speaker_start=0, speaker_end=3, speaker_text="Lee", speaker_id=None, cue_start=4, cue_end=8, cue_text="said",
    venue=None, claim_id=None, same_as=None,
)  # fmt: skip
ROW = ArticleRow(
    article_id="", path="", sha256=None, outlet=None, title=None, byline=None, published=None, published_from=None,
    language="en", n_chars=99, n_words=9, n_sentences=1, n_kept_chars=99, status="ok", error=None,
)  # fmt: skip
Spoken = tuple[ClaimRow | QuoteRow, str | None]  # a row and the entity that says it


def written(tmp_path: Path, *spoken: Spoken) -> dict[str, list[str | None]]:
    """``same_as`` of the claims and of the quotes of a corpus with one row an article."""
    articles, links = [], []
    for n, (row, entity) in enumerate(spoken, start=1):
        article, mention = str(n), f"{n}:0-3:m"
        claims = (replace(row, article_id=article, claim_id=f"c{n}"),) if isinstance(row, ClaimRow) else ()
        quotes = (replace(row, article_id=article, quote_id=f"q{n}"),) if isinstance(row, QuoteRow) else ()
        articles.append(
            Extracted(replace(ROW, article_id=article), quotes=quotes, claims=claims,
                      refers=((f"{'c' if claims else 'q'}{n}", mention),))
        )  # fmt: skip
        if entity is not None:
            links.append(Link(mention, entity, "name", 1.0, "its name"))
    with TableStore(tmp_path) as store:
        write_corpus(articles, Reconciled(tuple(links), (), ()), store)
        store.commit({})
    tables = load_tables(tmp_path)
    return {
        name: [None if pd.isna(value) else str(value) for value in table["same_as"]]
        for name, table in (("claims", tables.claims), ("quotes", tables.quotes))
    }


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"voice": "quoted"}, True),
        ({"act": "evaluate"}, True),
        ({"act": "deny"}, False),
        ({"is_negated": True}, False),
        ({"act": "deny", "is_negated": True}, True),  # not to deny is no denial
        ({"voice": "article"}, False),
    ],
    ids=str,
)
def test_a_claim_is_the_same_in_one_stance_only(tmp_path: Path, change: dict[str, object], is_same: bool) -> None:
    other = replace(CLAIM, **change)
    same_as = written(tmp_path, (CLAIM, "person:lee"), (other, "person:lee"))["claims"]
    assert same_as == [None, "c1" if is_same else None]


def test_an_infinitive_is_the_same_only_in_one_act(tmp_path: Path) -> None:
    promised = replace(CLAIM, text="to sell the old harbor to a bank before the flood season ends", act="commit")
    demanded = replace(promised, act="direct")
    spoken = [(row, "person:lee") for row in (promised, demanded, promised)]
    assert written(tmp_path, *spoken)["claims"] == [None, None, "c1"]


def test_claims_of_the_articles_join_one_another_but_not_what_people_claim(tmp_path: Path) -> None:
    own = replace(CLAIM, voice="article", claimant_start=None, claimant_end=None, claimant_text=None)
    assert written(tmp_path, (own, None), (CLAIM, "person:lee"), (own, None))["claims"] == [None, None, "c1"]


@pytest.mark.parametrize("row", [QUOTE, CLAIM], ids=["quotes", "claims"])
def test_speakers_without_a_name_are_known_in_their_article_only(tmp_path: Path, row: QuoteRow | ClaimRow) -> None:
    short = "sold the old harbor to a local bank"
    column = row.table
    official = [(row, "person:an-official/1"), (row, "person:lee"), (row, "person:ann-other")]
    assert [v is None for v in written(tmp_path / "long", *official)[column]] == [True, False, True]
    brief = [(replace(row, text=short), "person:an-official/1"), (replace(row, text=short), "person:an-official/2")]
    assert written(tmp_path / "short", *brief)[column] == [None, None]
    named = [(replace(row, text=short), "person:lee"), (replace(row, text=short), "person:lee")]
    assert [v is None for v in written(tmp_path / "named", *named)[column]] == [True, False]
