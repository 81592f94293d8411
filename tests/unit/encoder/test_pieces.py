"""Word pieces: each word's first piece is known, long words are cut, a line break is the separator."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from pipeline.encoder.cases import DIGITS, LOWER, SPECIAL, TITLE
from pipeline.encoder.pieces import MAX_PIECES, WordPieces

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "har", "##bour", "board", "1", "##1", "-"]


def tokenizer(words: list[str]) -> bytes:
    found = Tokenizer(WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]", max_input_chars_per_word=100))
    found.normalizer, found.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    return found.to_str().encode()


@pytest.fixture
def pieces() -> WordPieces:
    return WordPieces(tokenizer(VOCABULARY))


def test_window_of_words_with_pieces_cases_and_first_pieces(pieces: WordPieces) -> None:
    window = pieces.of_window(["Harbour", "board", "11"])
    assert [VOCABULARY[i] for i in window.ids] == ["[CLS]", "har", "##bour", "board", "1", "##1", "[SEP]"]
    assert window.cases == [SPECIAL, TITLE, TITLE, LOWER, DIGITS, DIGITS, SPECIAL]
    assert window.firsts == [1, 3, 4]


def test_a_line_break_is_one_separator_without_case(pieces: WordPieces) -> None:
    window = pieces.of_window(["board", "\n\n", "board"])
    assert [VOCABULARY[i] for i in window.ids] == ["[CLS]", "board", "[SEP]", "board", "[SEP]"]
    assert window.cases[2] == SPECIAL


def test_a_window_without_words_is_start_and_stop(pieces: WordPieces) -> None:
    assert (pieces.of_window([]).ids, pieces.of_window([]).firsts) == ([2, 3], [])


def test_long_words_are_cut(pieces: WordPieces) -> None:
    assert pieces.of_word("-" * 10_000) == (VOCABULARY.index("-"),) * MAX_PIECES


@pytest.mark.parametrize("word", ["", "\u200b", "\U0001f600", "a" * 10_000, "qq"])
def test_words_outside_the_vocabulary_are_one_unknown_piece(pieces: WordPieces, word: str) -> None:
    assert pieces.of_word(word) == (VOCABULARY.index("[UNK]"),)


def test_the_same_word_has_the_same_pieces_again(pieces: WordPieces) -> None:
    assert pieces.of_word("harbour") == pieces.of_word("harbour") == pieces.of_word("Harbour")


def test_a_tokenizer_is_read_from_a_file_as_from_its_content(tmp_path: Path, pieces: WordPieces) -> None:
    (tmp_path / "tokenizer.json").write_bytes(tokenizer(VOCABULARY))
    assert WordPieces(tmp_path / "tokenizer.json").of_word("harbour") == pieces.of_word("harbour")


def test_a_vocabulary_without_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \[SEP\]"):
        WordPieces(tokenizer(["[UNK]", "[CLS]", "board"]))
