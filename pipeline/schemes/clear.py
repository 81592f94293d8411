"""From CLEAR trees, in which function words govern, to Universal Dependencies, in which content words do.

spaCy's English pipelines (``en_core_web_*``) parse in the CLEAR scheme. Most of the way is a table of names,
``lexicon/scheme_relations.csv``; what changes governors is one short step each, in the order of ``STEPS``. Stanford's
basic dependencies and Universal Dependencies 1 lie between the two, so that the same steps serve them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence
from functools import cache

from pipeline.lexicon import table, words
from pipeline.schemes.tree import Tree

Range = tuple[int, int]  # first word, word after the last
PREPOSITIONAL = frozenset({"prep", "agent", "pcomp", "dative"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "csubj:pass"})
HELPERS = frozenset({"aux", "auxpass", "aux:pass"})
PREDICATES = frozenset({"attr", "acomp"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "CD", "$", "WP", "WDT", "EX", "FW"})
BE = frozenset({"be", "is", "are", "am", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"})
NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})


def to_universal(tree: Tree, people: Sequence[Range] = ()) -> None:
    """Rewrite a CLEAR tree in place; ``people`` are the names of persons in it, whose first word is to govern."""
    for step in STEPS:
        step(tree)
    for start, end in people:
        _name(tree, start, end)


def is_nominal(tree: Tree, at: int) -> bool:
    """Whether the word is a noun, pronoun, determiner, number or currency sign by its tag."""
    return tree.tags[at] in NOMINAL_TAGS


def _coordination(tree: Tree) -> None:
    """Conjuncts hang on the first of them, conjunctions on the conjunct that they stand before."""
    members: dict[int, list[int]] = defaultdict(list)
    for at in tree.top_down():
        head = tree.heads[at]
        if tree.relations[at] == "conj" and tree.relations[head] == "conj" and not tree.is_root(head):
            tree.attach(at, tree.heads[head], "conj")
        if tree.relations[at] == "conj" and not tree.is_root(at):
            members[tree.heads[at]].append(at)
    for first in members:
        members[first].sort()
    for at in range(len(tree)):
        head = tree.heads[at]
        if tree.relations[at] != "cc" or at < head:
            continue
        first = tree.heads[head] if tree.relations[head] == "conj" else head
        place = bisect_right(members.get(first, []), at)
        if first in members and place < len(members[first]):
            tree.attach(at, members[first][place], "cc")


def _raised_subjects(tree: Tree) -> None:
    """ "asked him to go": the subject of an infinitive without a mark is its governor's object, the clause open."""
    transitive = {tree.heads[at] for at, relation in enumerate(tree.relations) if relation in ("dobj", "obj")}
    seen: set[int] = set()
    for at in range(len(tree)):
        clause = tree.heads[at]
        verb = tree.heads[clause]
        is_inside = tree.relations[at] == "nsubj" and tree.relations[clause] == "ccomp" and verb < at < clause
        if not is_inside or clause in seen or verb in transitive:
            continue
        seen.add(clause)
        is_object = tree.words[at] not in NOMINATIVE and tree.tags[verb].startswith("VB")
        if is_object and _is_open(tree, verb, clause):
            tree.attach(at, verb, "dobj")
            tree.relations[clause] = "xcomp"
            transitive.add(verb)


def _is_open(tree: Tree, verb: int, clause: int) -> bool:
    """Whether the clause has no tense of its own: with "to", or bare after a verb that takes it so."""
    helpers = [c for c in tree.children(clause) if tree.relations[c] in HELPERS]
    if _has(tree, clause, {"mark", "complm"}):
        return False
    if tree.tags[clause] == "VB" and any(tree.tags[c] == "TO" for c in helpers):
        return True
    is_tenseless = tree.tags[clause] in ("VB", "VBG", "VBN", "JJ") and not helpers
    return is_tenseless and tree.words[verb] in words("scheme_bare_complements")


def _has(tree: Tree, at: int, relations: set[str] | frozenset[str]) -> bool:
    return any(tree.relations[c] in relations for c in tree.children(at))


def _prepositions(tree: Tree) -> None:
    """The object governs its preposition, from the innermost outwards ("out of the house")."""
    with_object = {tree.heads[at] for at, relation in enumerate(tree.relations) if relation == "pobj"}
    for at in reversed(tree.top_down()):
        found = _object(tree, at)
        if found is None:
            continue
        is_clause = tree.relations[found] == "pcomp" and _is_clause(tree, found)
        relation = _relation_of_phrase(tree, at, is_clause, with_object)
        if relation == "pobj":
            with_object.add(tree.heads[at])
        tree.promote(found, "mark" if is_clause else "case")
        tree.relations[found] = relation


def _object(tree: Tree, at: int) -> int | None:
    """What a preposition governs: its object, its clause, or the phrase joined to it ("in and around the city")."""
    children = tree.children(at)
    for relation in ("pobj", "pcomp"):
        for child in children:
            if tree.relations[child] == relation:
                return child
    if tree.given[at] not in PREPOSITIONAL:
        return None
    return next((c for c in children if tree.relations[c] == "conj" and _has(tree, c, {"case"})), None)


def _is_clause(tree: Tree, at: int) -> bool:
    return tree.tags[at].startswith("VB") or _has(tree, at, SUBJECTS | HELPERS)


def _relation_of_phrase(tree: Tree, at: int, is_clause: bool, with_object: Container[int]) -> str:
    """What the phrase of the preposition ``at`` is to its governor; ``with_object`` are prepositions that have one."""
    own, head = tree.relations[at], tree.heads[at]
    if own not in PREPOSITIONAL or tree.is_root(at):
        return own
    if own == "agent":
        return "obl:agent"
    stands_inside = tree.relations[head] in PREPOSITIONAL and not tree.is_root(head)
    if stands_inside and head not in with_object:
        return "pcomp" if is_clause else "pobj"
    if is_nominal(tree, head) or stands_inside:
        return "acl" if is_clause else "nmod"
    return "advcl" if is_clause else "obl"


def _names_of_relations(tree: Tree) -> None:
    """Every relation by its name in the table; "to" of an infinitive is a mark, a noun before a noun a compound."""
    names = _relations()
    for at in range(len(tree)):
        relation, head = tree.relations[at], tree.heads[at]
        is_below_nominal = is_nominal(tree, head) and not tree.is_root(at)
        if relation == "aux" and tree.tags[at] == "TO":
            tree.relations[at] = "mark"
        elif relation == "nmod" and at < head and is_below_nominal and not _has(tree, at, {"case"}):
            tree.relations[at] = "compound"
        elif relation in names:
            tree.relations[at] = names[relation][0 if is_below_nominal else 1]


def _copulas(tree: Tree) -> None:
    """What "be" says of its subject governs: a noun, an adjective, a place or a clause."""
    for at in reversed(tree.top_down()):
        if not _is_copula(tree, at):
            continue
        children = tree.children(at)
        if any(tree.relations[c] == "expl" and tree.words[c] == "there" for c in children):
            for child in children:
                if _is_predicate(tree, child):
                    tree.relations[child] = "nsubj"
            continue
        predicate = _predicate(tree, at, children)
        if predicate is not None:
            _extraposed(tree, children, predicate)
            tree.promote(predicate, "cop")


def _is_copula(tree: Tree, at: int) -> bool:
    return tree.words[at] in BE and tree.tags[at].startswith("VB") and tree.given[at] not in HELPERS


def _predicate(tree: Tree, at: int, children: Sequence[int]) -> int | None:
    """The predicate of a copula: a noun or adjective, else a phrase behind it, else a clause behind it, else None."""
    children = [c for c in children if not _is_copula(tree, c)]  # one that has nothing to say itself
    said = [c for c in children if _is_predicate(tree, c)]
    if said:
        return next((c for c in said if c > at), said[0])
    subjects = [c for c in children if tree.relations[c] in SUBJECTS]
    if not subjects:
        return None
    behind = [c for c in children if c > at and c > subjects[0]]
    clause = next((c for c in behind if tree.relations[c] == "ccomp"), None)
    if clause is not None:
        for subject in subjects:
            tree.relations[subject] += ":outer" if tree.relations[subject] in ("nsubj", "csubj") else ""
        return clause
    if any(tree.relations[c] == "xcomp" for c in behind):
        return None
    return next((c for c in behind if tree.relations[c] == "obl" and _has(tree, c, {"case"})), None)


def _is_predicate(tree: Tree, at: int) -> bool:
    return tree.given[at] in PREDICATES and tree.relations[at] == "xcomp"  # else its place came from a copula below it


def _extraposed(tree: Tree, children: Sequence[int], predicate: int) -> None:
    """ "It is clear that ...": the clause behind is the subject and "it" stands in for it."""
    it = next((c for c in children if tree.words[c] == "it" and tree.relations[c] in ("nsubj", "expl")), None)
    clause = next((c for c in children if c > predicate and tree.relations[c] in ("ccomp", "xcomp")), None)
    if it is not None and clause is not None and _is_predicate(tree, predicate):
        tree.relations[it], tree.relations[clause] = "expl", "csubj"


def _sums(tree: Tree) -> None:
    """The currency sign governs its number: "$ 2.5 million"."""
    for at in range(len(tree)):
        number = tree.heads[at]
        if tree.tags[at] != "$" or tree.tags[number] != "CD" or at > number:
            continue
        tree.promote(at, "nummod")
        if tree.relations[at] == "nummod" and not tree.is_root(at):
            tree.relations[at] = "compound"
        for child in tree.children(at):
            if tree.tags[child] == "CD" and at < child < number and tree.given[child] != "conj":
                tree.attach(child, number, "compound")


def _fixed(tree: Tree) -> None:
    """The first word of a function word of several governs the others: "according to", "because of"."""
    for at, word in enumerate(tree.words):
        for expression, relation in _expressions().get(word, ()):
            inside = range(at, at + len(expression))
            if tuple(tree.words[at : inside.stop]) == expression and _tie(tree, inside, relation):
                break


def _tie(tree: Tree, inside: range, relation: str) -> bool:
    """Tie the words where they hang on one governor and nothing else hangs on them; whether they did."""
    governors = {tree.heads[i] for i in inside} - set(inside)
    if len(governors) != 1 or any(tree.is_root(i) for i in inside):
        return False
    if any(child not in inside for i in inside for child in tree.children(i)):
        return False
    first, governor = inside[0], governors.pop()
    kept = tree.relations[first] if tree.heads[first] == governor else ""
    tree.attach(first, governor, kept if kept in ("case", "mark", "cc") else relation)
    for other in inside[1:]:
        tree.attach(other, first, "fixed")
    return True


def _name(tree: Tree, start: int, end: int) -> None:
    """The first word of a person's name governs the others, and describing nouns before it hang on it."""
    last = end - 1
    inside = range(start, end)
    if any((tree.heads[i] not in inside or tree.is_root(i)) != (i == last) for i in inside):
        return
    if start < last:
        tree.attach(start, last, "flat")
        tree.promote(start, "flat")
        for other in inside[1:]:
            tree.attach(other, start, "punct" if tree.relations[other] == "punct" else "flat")
    for child in tree.children(start):
        if child < start and tree.relations[child] == "compound":
            tree.relations[child] = "nmod:desc"


STEPS = (_coordination, _raised_subjects, _prepositions, _names_of_relations, _copulas, _sums, _fixed)


@cache
def _relations() -> dict[str, tuple[str, str]]:
    return {row["relation"]: (row["nominal"], row["other"]) for row in table("scheme_relations")}


@cache
def _expressions() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Function words of several words by their first, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in sorted(table("scheme_fixed"), key=lambda row: -len(row["words"].split())):
        expression = tuple(row["words"].split())
        found[expression[0]].append((expression, row["relation"]))
    return dict(found)
