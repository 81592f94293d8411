"""How fast, how lean and how good the joining of repeated quotations is.

    python benchmarks/repeats.py [ROWS ...]              time and memory on invented quotes
    python benchmarks/repeats.py --quotes FILE           recall of changed quotes, false joins of turned ones
    ... --minhash words|join                             the same with MinHash and LSH (pip install datasketch)

``FILE`` is ``polnear_train.jsonl``. Its contents that stand wholly between quotation marks are copied with one change
each: kinds of change that papers make, which must be joined with the original, and kinds that make another statement or
another speaker, which must not. All originals come first, then all copies, as rows of one run; what repeats an earlier
original is not copied. The speaker is the last capitalized word of the source, or of the source before where that is a
pronoun: rough, but the same for original and copy. Changes are drawn with seeds, so that two runs print the same.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.quotation_marks import find_quotations
from pipeline.reconcile.repeats import Repeats, Said
from pipeline.reconcile.repeats_words import wording
from pipeline.spans import Span

ROWS = (1_000, 10_000, 100_000, 300_000)
SPEAKERS = 2_000
VOCABULARY = 30_000
REPEATED = 0.3  # share of rows that repeat an earlier one with a change
MIN_WORDS = 8  # of a quotation that is changed
PER_KIND = 400
First = Callable[[Said], str | None]
Change = Callable[[list[str], random.Random], list[str] | None]


# ------------------------------------------------------------------------------------------------- invented quotes


def invented(count: int) -> Iterator[Said]:
    """Quotes of invented words with the frequencies of a language (Zipf), by speakers as unequal, some repeated."""
    chance = random.Random(0)
    common = [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "that",
        "it",
        "we",
        "not",
        "for",
        "on",
        "with",
        "as",
        "will",
        "be",
    ]
    words = common + ["".join(chance.choices("bdfgklmnprstvz", k=1) + chance.choices("aeiou", k=1) +
                              chance.choices("bdfgklmnprstvz", k=4)) for _ in range(VOCABULARY)]  # fmt: skip
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    often = list(itertools.accumulate(1 / rank for rank in range(1, SPEAKERS + 1)))
    said: list[tuple[list[str], str]] = []
    for n in range(count):
        if said and chance.random() < REPEATED:
            old, speaker = chance.choice(said)
            text = chance.choice((cut_beginning, cut_end, cut_middle, drop_small_word, sic))(old, chance) or old
        else:
            length = max(4, int(chance.lognormvariate(2.6, 0.7)))  # median 13, mean 17 words, as in news
            text = chance.choices(words, cum_weights=weights, k=length)
            speaker = f"person:{chance.choices(range(SPEAKERS), cum_weights=often)[0]}"
            said.append((text, speaker))
        yield Said(f"q{n}", " ".join(text), speaker)


def measure(count: int, first: First) -> None:
    """Print rows, processor seconds, rows a second and the memory that the run added."""
    rows = list(invented(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    joined = sum(first(row) is not None for row in rows)
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{count:9,} rows {seconds:8.2f} s {count / seconds:9,.0f} rows/s {grown:7.0f} MB more {joined:8,} joined")


# ------------------------------------------------------------------------------------------------- real quotes


def quoted(path: Path) -> Iterator[Said]:
    """The contents of attributions (PolNeAR, a JSON object an article) that stand wholly between quotation marks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text, last = article["text"], None
        paragraphs = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
        quotations, _ = find_quotations(text, paragraphs)
        for n, row in enumerate(sorted(article["attributions"], key=lambda row: row["content"])):
            speaker = last_name(" ".join(text[start:end] for start, end in row["source"] or ()), last)
            last = speaker or last
            for m, (start, end) in enumerate(row["content"]):
                around = [q.inner for q in quotations if q.outer.start <= start and end <= q.outer.end]
                if around:
                    words = text[max(start, around[0].start) : min(end, around[0].end)].split()
                    yield Said(f"{article['id']}/{n}/{m}", " ".join(words), speaker)


def last_name(source: str, before: str | None) -> str | None:
    """The last capitalized word of a source up to a comma, the name before for a pronoun, None without either."""
    if source.lower() in ("he", "she", "i", "him", "her", "his"):
        return before
    found = re.findall(r"\b[A-Z]\w+(?!\w*['\u2019]s\b\s*\w)", source.split(",")[0])
    return found[-1].lower() if found else None


# ------------------------------------------------------------------------------------------------- changes


SMALL = frozenset(("a", "an", "the", "that", "so", "and", "very", "just", "of", "to"))
OPPOSITE = {
    "will": "may",
    "can": "cannot",
    "more": "less",
    "all": "some",
    "every": "no",
    "always": "never",
    "is": "isn't",
}
NUMBERS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "ten", "twenty", "hundred", "million", "billion")
)


def cut_beginning(words: list[str], chance: random.Random) -> list[str]:
    """Without up to two fifths of the words at the beginning."""
    return words[chance.randint(1, max(1, len(words) * 2 // 5)) :]


def cut_end(words: list[str], chance: random.Random) -> list[str]:
    """Without up to two fifths of the words at the end."""
    return words[: -chance.randint(1, max(1, len(words) * 2 // 5))]


def cut_middle(words: list[str], chance: random.Random) -> list[str] | None:
    """An ellipsis for some words in the middle."""
    if len(words) < MIN_WORDS:
        return None
    length = chance.randint(1, len(words) // 3)
    start = chance.randint(len(words) // 3, len(words) - length - 2)
    return [*words[:start], "...", *words[start + length :]]


def halved(words: list[str], chance: random.Random) -> list[str] | None:
    """One half, as in a quotation that is split by "she said"."""
    half = len(words) // 2
    return chance.choice((words[:half], words[half:])) if half >= MIN_WORDS else None


def fragment(words: list[str], chance: random.Random) -> list[str] | None:
    """Twelve words of a long quotation."""
    if len(words) < 36:
        return None
    start = chance.randrange(len(words) - 11)
    return words[start : start + 12]


def sic(words: list[str], chance: random.Random) -> list[str]:
    """With [sic] somewhere."""
    at = chance.randrange(1, len(words))
    return [*words[:at], "[sic]", *words[at:]]


def bracketed(words: list[str], chance: random.Random) -> list[str] | None:
    """A pronoun replaced by an editor's words in brackets."""
    at = [i for i, w in enumerate(words) if w.lower() in ("he", "she", "it", "they", "this", "them")]
    return _replaced(words, chance.choice(at), "[the president's team]") if at else None


def other_marks(words: list[str], chance: random.Random) -> list[str]:
    """Curly apostrophes, other dashes, no commas, a capital letter in brackets."""
    text = " ".join(words).replace("'", "\u2019").replace("--", "\u2014").replace(",", " \u2013")
    return f"[{text[0].upper()}]{text[1:]}".split() if text[0].islower() else text.split()


def written_out(words: list[str], chance: random.Random) -> list[str] | None:
    """Contractions written out."""
    out = [re.sub(r"n['\u2019]t\b", " not", re.sub(r"['\u2019]re\b", " are", w)) for w in words]
    out = [w.replace("wo not", "will not").replace("ca not", "cannot") for w in out]
    return out if out != words else None


def british(words: list[str], chance: random.Random) -> list[str] | None:
    """American spelling made British."""
    out = [
        re.sub(r"(?<=[almnor])iz(?=e[sd]?$|ing|ation)", "is", re.sub(r"(?<=(?:ab|av|on|ol)o)r\b", "ur", w))
        for w in words
    ]
    out = [re.sub(r"\bcenter", "centre", re.sub(r"\bdefense", "defence", w)) for w in out]
    return out if out != words else None


def other_word(words: list[str], chance: random.Random) -> list[str] | None:
    """One word of content, of lower case, that another transcript hears otherwise."""
    at = [i for i, w in enumerate(words) if w.isalpha() and w.islower() and len(w) > 6 and w not in NUMBERS]
    return _replaced(words, chance.choice(at), chance.choice(("wholesale", "turmoil", "bargain"))) if at else None


def drop_small_word(words: list[str], chance: random.Random) -> list[str] | None:
    """Without one small word."""
    at = [i for i, w in enumerate(words) if w.lower() in SMALL]
    return [w for i, w in enumerate(words) if i != chance.choice(at[:1])] if at else None


def filler(words: list[str], chance: random.Random) -> list[str]:
    """With "you know" somewhere."""
    at = chance.randrange(1, len(words))
    return [*words[:at], "you", "know,", *words[at:]]


def negated(words: list[str], chance: random.Random) -> list[str] | None:
    """Without its only negation, or with one where there was none."""
    at = [i for i, w in enumerate(words) if w.lower().strip(".,!?") in ("not", "never")]
    if at:
        return words[: at[0]] + words[at[0] + 1 :] if len(at) == 1 else None
    for i, w in enumerate(words):
        if w.lower() in ("will", "would", "can", "is", "are", "was", "did", "should", "have", "has"):
            return [*words[: i + 1], "not", *words[i + 1 :]]
    return None


def other_number(words: list[str], chance: random.Random) -> list[str] | None:
    """With another number."""
    at = [i for i, w in enumerate(words) if w.strip("$%.,").isdigit() or w.lower() in NUMBERS]
    return _replaced(words, chance.choice(at), chance.choice(("14", "371", "eleven"))) if at else None


def other_name(words: list[str], chance: random.Random) -> list[str] | None:
    """With another name."""
    at = [i for i, w in enumerate(words) if i and w[0].isupper() and len(w) > 3 and words[i - 1][-1] not in ".!?:"]
    return _replaced(words, chance.choice(at), chance.choice(("Harlow", "Ostrava", "Quill"))) if at else None


def opposite(words: list[str], chance: random.Random) -> list[str] | None:
    """With another modal, quantifier or comparative."""
    at = [i for i, w in enumerate(words[:-1]) if w.lower() in OPPOSITE and words[i + 1].lower().strip(",") != "not"]
    i = chance.choice(at) if at else 0
    return _replaced(words, i, OPPOSITE[words[i].lower()]) if at else None


def unchanged(words: list[str], chance: random.Random) -> list[str]:
    """The same words (of another speaker)."""
    return words


def _replaced(words: list[str], at: int, word: str) -> list[str]:
    """With another word at a place, in the same marks ("[1990]," to "[371],")."""
    new = re.sub(r"[^\W_]+(?:['\u2019.,][^\W_]+)*", lambda _: word, words[at], count=1)
    return [*words[:at], new, *words[at + 1 :]]


SAME: tuple[Change, ...] = (
    other_marks, written_out, british, sic, bracketed, cut_beginning, cut_end, cut_middle, halved, fragment, filler,
    drop_small_word, other_word,
)  # fmt: skip
OTHER: tuple[Change, ...] = (negated, other_number, other_name, opposite, unchanged)


def changed(quotes: Sequence[Said], change: Change) -> Iterator[tuple[str, Said]]:
    """Up to ``PER_KIND`` changed copies with the ids of their originals."""
    chance = random.Random(change.__name__)
    made = 0
    for said in chance.sample(quotes, len(quotes)):
        words = said.text.split()
        new = change(words, chance) if len(words) >= MIN_WORDS and said.speaker is not None else None
        if new is None or (change in OTHER[:-1] and wording(" ".join(new)).words == wording(said.text).words):
            continue
        speaker = "person:nobody-else" if change is unchanged else said.speaker
        yield said.row_id, Said(f"{said.row_id}/{change.__name__}", " ".join(new), speaker)
        made += 1
        if made == PER_KIND:
            return


def judge(quotes: Sequence[Said], first: First) -> None:
    """Print, for each kind of change, how many copies are joined with their original, and the time for all."""
    usual = Repeats()  # the same originals are copied whatever joins them
    originals = [said for said in quotes if usual.first(said) is None]
    kinds = [("to be joined", change) for change in SAME] + [("not to be joined", change) for change in OTHER]
    copies = [(name, change, list(changed(originals, change))) for name, change in kinds]
    start = time.process_time()
    earlier = {said.row_id: first(said) or said.row_id for said in quotes}
    print(f"{len(quotes):,} quotes, {sum(k != v for k, v in earlier.items()):,} of them repeat an earlier one")
    for name, change, pairs in copies:
        hits = sum(first(copy) == earlier[original] for original, copy in pairs)
        print(f"{name:17} {change.__name__:16} {hits:4} of {len(pairs):4}  {hits / max(len(pairs), 1):.3f}")
    print(f"{time.process_time() - start:.1f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="*", default=ROWS)
    parser.add_argument("--quotes", type=Path)
    parser.add_argument("--minhash", choices=("words", "join"))
    args = parser.parse_args()
    first = Repeats().first
    if args.minhash:
        from repeats_minhash import joiner  # its library is no dependency of the project

        first = joiner(args.minhash)
    if args.quotes:
        judge(list(quoted(args.quotes)), first)
    elif len(args.rows) == 1:
        measure(args.rows[0], first)
    else:
        for count in args.rows:  # a process each: what Python has once taken it does not give back
            again = [sys.executable, __file__, str(count), *(("--minhash", args.minhash) if args.minhash else ())]
            subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
