"""Names that the tagger tore: "Harlow", taken for a person, in "Harlow Falls" and "Clean Taps Harlow"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.spelling import fold
from pipeline.schema import CONTEXT_CHARS, Label

MAX_WHOLE = 50  # longer names that one piece is looked up in, most frequent first


def mend_torn(chains: Sequence[Chain]) -> list[Chain]:
    """The chains, in order; a lone piece of a longer name of a place or thing gets that name and its label.

    A piece is a single word, taken for a person, that stands once in its article and there within a name which that
    or another article has as a whole. A word that some article proves to be a person's name is no piece: "Ellery" of
    the "Ellery Foundation" is Tim Ellery.
    """
    pieces = {i: fold(chain.name) for i, chain in enumerate(chains) if _may_be_piece(chain)}
    wanted = frozenset(pieces.values())
    if not wanted:
        return list(chains)
    people, whole = _longer(chains, wanted)
    contexts = _contexts_of(chains, frozenset(name for names in whole.values() for name, _ in names))
    mended = list(chains)
    for i, word in pieces.items():
        found = None if word in people else _whole_of(chains[i], whole.get(word, ()))
        if found is not None and not _is_nested(chains[i], found[0], contexts):
            mended[i] = replace(chains[i], label=found[1], forms=((found[0], 1),))
    return mended


def _may_be_piece(chain: Chain) -> bool:
    return (
        chain.family == Family.PERSON
        and not chain.roles
        and len(chain.forms) == 1
        and chain.forms[0][1] == 1
        and " " not in fold(chain.name)
    )


Whole = tuple[str, Label]  # a longer name as written, and what it is


def _longer(chains: Sequence[Chain], wanted: frozenset[str]) -> tuple[frozenset[str], dict[str, tuple[Whole, ...]]]:
    """The words that are proved to be names of people, and the longer names of other kinds by first and last word."""
    people: set[str] = set()
    whole: dict[str, Counter[Whole]] = defaultdict(Counter)
    for chain in chains:
        for form, n in chain.forms:
            words = fold(form).split(" ")
            ends = {words[0], words[-1]} & wanted
            if not ends or (len(words) == 1 and not chain.roles):
                continue
            if chain.family == Family.PERSON:
                people |= ends
            elif chain.label is not None and len(words) > 1:
                for word in ends:
                    whole[word][form, chain.label] += n
    return frozenset(people), {word: _first(found) for word, found in whole.items()}


def _first(found: Counter[Whole]) -> tuple[Whole, ...]:
    return tuple(sorted(found, key=lambda item: (-found[item], -len(item[0]), item))[:MAX_WHOLE])


def _whole_of(chain: Chain, names: Sequence[Whole]) -> Whole | None:
    """The longer name that the piece stands in, where its context has it nowhere else than in longer names."""
    piece = re.compile(rf"(?<!\w){re.escape(chain.name)}(?!\w)")
    rest, found = chain.context, []
    for name, label in names:
        at = rest.find(name)
        if at >= 0 and piece.search(name):
            found.append((abs(at - CONTEXT_CHARS), name, label))
            rest = rest.replace(name, "\0" * len(name))
    return min(found)[1:] if found and not piece.search(rest) else None


def _contexts_of(chains: Sequence[Chain], names: frozenset[str]) -> dict[tuple[str, str], list[str]]:
    """The contexts of mentions of the names, by article and name; of a chain only the first mention has one."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for chain in chains:
        if chain.members and chain.members[0].name in names:
            found[chain.article_id, chain.members[0].name].append(chain.context)
    return found


def _is_nested(chain: Chain, name: str, contexts: Mapping[tuple[str, str], Sequence[str]]) -> bool:
    """Whether its article names the whole at the place of the piece: one context then ends both."""
    around = contexts.get((chain.article_id, name), ())
    return any(context.startswith(chain.context) or context.endswith(chain.context) for context in around)
