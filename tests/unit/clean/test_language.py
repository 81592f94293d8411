"""The language of an article, and what becomes of one that is not in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clean import clean_article
from pipeline.clean.language import language_of
from pipeline.config import Config
from pipeline.run import extract_articles
from tests.builders import make_raw

TEXTS = {
    "en": "The harbor board voted on Wednesday to sell the old cannery for $2.5 million; its president said that "
    "the money would pay for a pier. Residents had waited nine years for the sale, which the council must approve.",
    "de": "Der Hafenrat hat am Mittwoch beschlossen, die alte Fischfabrik für 2,5 Millionen Dollar zu verkaufen. Die "
    "Vorsitzende sagte, mit dem Geld werde ein neuer Anleger gebaut. Der Stadtrat muss dem Verkauf noch zustimmen.",
    "es": "La junta del puerto votó el miércoles por vender la vieja fábrica de conservas por 2,5 millones de dólares. "
    "La presidenta dijo que con el dinero se pagará un muelle nuevo. El ayuntamiento todavía tiene que aprobarlo.",
    "ru": "Совет порта проголосовал в среду за продажу старого консервного завода за 2,5 миллиона долларов. "
    "Председатель сказала, что на эти деньги построят причал. Городской совет ещё должен одобрить продажу завода.",
    "ja": "港湾委員会は水曜日、古い缶詰工場を二百五十万ドルで売却することを決めた。委員長は桟橋を建設すると述べた。"
    * 5,
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text_is_told(language: str) -> None:
    assert language_of(clean_article(make_raw(TEXTS[language]))) == language


@pytest.mark.parametrize(
    "text", [TEXTS["en"].upper(), TEXTS["de"][:60], "Ana Ruiz, Tom Okoye, Ines Moreau, Bo Lindqvist. " * 6]
)
def test_capitals_short_texts_and_lists_of_names_are_taken_for_english(text: str) -> None:
    assert language_of(clean_article(make_raw(text))) == "en"


@pytest.mark.model
def test_an_article_in_another_language_has_segments_an_issue_and_no_other_rows(tmp_path: Path) -> None:
    german, english = extract_articles([make_raw(TEXTS["de"], "de"), make_raw(TEXTS["en"], "en")], Config())
    assert (german.article.language, german.article.status, english.article.language) == ("de", "partial", "en")
    assert [issue.code for issue in german.issues] == ["not_english"]
    assert german.segments
    assert not german.mentions + german.dates + german.amounts + german.claims
    assert english.amounts
    assert english.article.status == "ok"
