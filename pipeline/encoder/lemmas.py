"""Lemmas: forms that are known, and edit scripts, a class that a tagger can learn, for forms that are not.

A script alone errs where spelling decides ("evolved", "studies"): the encoder does not see letters. So a lemma that a
script makes has to be a known one, or else the suffix rules of WordNet's ``morphy`` may make one that is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

# Endings of inflected forms and of their lemmas, by universal part of speech (WordNet 3, morphy(7WN)).
ENDINGS = {
    "NOUN": (("ies", "y"), ("ves", "f"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("zes", "z"),
             ("men", "man"), ("s", "")),
    "VERB": (("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"),
             ("ing", "")),
    "ADJ": (("ier", "y"), ("iest", "y"), ("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas of known forms, and known lemmas, both by universal part of speech and in lower case."""

    forms: Mapping[str, Mapping[str, str]]
    known: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, content: bytes) -> Lexicon:
        """The lexicon in a ``lemmas.json``."""
        stored = json.loads(content)
        return cls(stored["forms"], {part: frozenset(words.split()) for part, words in stored["known"].items()})

    def lemma(self, form: str, part: str, script: str) -> str:
        """The lemma of a form: as it is known, or by the script, or by the first ending that makes a known lemma.

        A script that keeps capitals is for a word inside a name, of which the lexicon says nothing.
        """
        if script.startswith("k") and not form.islower():
            return apply_script(script, form)
        lower = form.lower().replace("\u2019", "'")
        found = self.forms.get(part, {}).get(lower)
        if found is not None:
            return found
        made = apply_script(script, form)
        known = self.known.get(part)
        if known is None or made in known:
            return made
        for ending, replacement in ENDINGS.get(part, ()):
            if lower.endswith(ending) and lower[: -len(ending)] + replacement in known:
                return lower[: -len(ending)] + replacement
        return made


def script_of(form: str, lemma: str) -> str:
    """The script that makes ``lemma`` of ``form``: ``l`` or ``k`` (lower-case first, or keep), letters cut, added.

    A lemma that shares no first letter with its form is a script that replaces the word.

    >>> script_of("Studies", "study"), script_of("Angeles", "Angeles"), script_of("was", "be")
    ('l3+y', 'k0+', '=be')
    """
    for casing, base in (("l", form.lower()), ("k", form)) if lemma == lemma.lower() else (("k", form),):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared:
            return f"{casing}{len(base) - shared}+{lemma[shared:]}"
    return f"={lemma}"


def apply_script(script: str, form: str) -> str:
    """The lemma that a script makes of a form; the form itself where the script would cut all of it.

    >>> apply_script("l3+y", "Parties"), apply_script("=be", "were"), apply_script("l3+y", "as")
    ('party', 'be', 'as')
    """
    if script.startswith("="):
        return script[1:]
    cut, added = script[1:].split("+", 1)
    base = form.lower() if script[0] == "l" else form
    return base if int(cut) >= len(base) else base[: len(base) - int(cut)] + added
