"""Finds the lines that announce a statement set off without marks ("The mayor wrote:") and whom they name for it.

A line that leaves its own sentence open with a colon, or with the comma of "As the paper reports,", is followed by the
statement. One that only says that there is a statement ("has issued a statement.", "Here's the senator.") announces
nothing unless the next paragraph speaks in the first person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.attributions.blocks_voice import FIRST_PERSON, Paragraph, announcers, names_of
from pipeline.find.attributions.link import Cue
from pipeline.find.attributions.sources_of import owner, source_head, source_span
from pipeline.spans import Span

OPENING = frozenset({"continue", "begin", "conclude", "reply", "respond", "read", "go"})  # words follow
MAX_ANNOUNCEMENT, MAX_SENTENCE = 40, 400  # tokens and characters of the sentence that announces
WORDS = re.compile(r"[a-zé-]+")
MAX_AS = 16  # tokens of a line such as "As the paper reports,"
MAX_LABEL = 14  # tokens of an announcement without a verb
LABELS = frozenset({"update", "updated", "breaking", "developing", "related", "exclusive", "new"})
AUTHORS = frozenset({"from", "by", "via", "per"})
WHOLE = frozenset({"full", "below", "entire", "entirety", "complete", "follow", "transcript", "verbatim", "text"})
HERE = frozenset({"below", "follow", "follows"})
POINTING = frozenset({"following", "this", "these", "follows", "words", "part", "full", "so"})
ADDRESSED = frozenset({"tell", "ask", "inform", "remind", "warn", "assure", "advise", "urge", "address"})
CLAUSES = frozenset({"ccomp", "csubj", "xcomp"})
NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "without", "decline", "refuse", "unable", "fail", "if", "until", "unless"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
GLUED = re.compile(r"([A-Z][A-Za-z]{2,30}?)(adds|reports|notes|writes|says|explains|reported|wrote|noted)")


@dataclass(frozen=True, slots=True)
class Announcement:
    """The cue and source of a statement to come; ``speaker`` are the words that take the source up again.

    ``is_open`` where the line needs what follows to be complete; ``is_whole`` where it promises the whole text.
    """

    cue: Cue
    speaker: frozenset[str]
    is_open: bool
    is_whole: bool


@cache
def _platforms() -> frozenset[str]:
    return frozenset(r["word"] for r in lexicon.table("venue_nouns") if r["is_proper"] == "yes")


def announcement(paragraph: Paragraph, after_block: bool) -> Announcement | None:
    """The announcement that a paragraph makes with its last sentence, None for any other paragraph.

    ``after_block`` allows "And the council president, Ann Lee.", which only follows on another statement.
    """
    if not _may_announce(paragraph.text, after_block):
        return None
    words = _last_sentence(paragraph)
    if len(words) < 2 or paragraph.is_quotation or paragraph.bullet:
        return None
    last = words[-1].text
    if _lists(words):
        return None
    if last == ":" or last == ",":
        return _open(paragraph, words)
    if last in (".", "!"):
        return _promise(words) or _presenting(words) or (_next_speaker(words) if after_block else None)
    return _title(words) if len(paragraph.words) <= MAX_LABEL else None


def _may_announce(text: str, after_block: bool) -> bool:
    """A quick look that spares most paragraphs the slow one."""
    if text[-1:] in ".!" and not after_block:
        words = WORDS.findall(text[-MAX_SENTENCE:].lower())
        return not _promising().isdisjoint(words)
    return len(text) < MAX_SENTENCE or text[-1:] in ":,*_"


@cache
def _promising() -> frozenset[str]:
    words = lexicon.words("block_texts") | _platforms() | {"here"}
    return words | {f"{word}s" for word in words}


def _open(paragraph: Paragraph, words: Sequence[Token]) -> Announcement | None:
    """What a line announces that a colon or comma leaves open."""
    if words[-1].text == ",":
        return _as(words) if len(words) <= MAX_AS else None
    if words[0].lower_ == "according":
        return _as(words)
    return _giving(words, True) or _verb(words) or _pointing(words) or _label(words)


def _promise(words: Sequence[Token]) -> Announcement | None:
    """What a line announces that ends with a full stop."""
    if any(t.tag_ == "MD" or t.lower_ in NEGATIONS or t.lemma_.lower() in NEGATIONS for t in words):
        return None
    return _giving(words, False) or _pointing(words) or _posting(words)


def _lists(words: Sequence[Token]) -> bool:
    """Whether it points at a list of things ("to the following cities:")."""
    return any(
        t.lower_ in ("following", "these") and t.head.pos_ in ("NOUN", "PROPN") and not _is_text(t.head) for t in words
    )


def _last_sentence(paragraph: Paragraph) -> list[Token]:
    """The tokens of its last sentence, without a label such as "UPDATE:" and without the marks around it."""
    words = list(paragraph.words)
    while words and words[-1].text in ("*", "**", "_", "]", ")") and len(words) > 2:
        words.pop()
    if not words:
        return []
    start = next((t.i for t in reversed(words) if t.is_sent_start), words[0].i)
    last = [t for t in words if t.i >= start]
    if len(last) < 4 or any(t.dep_ == "ROOT" and t.is_punct for t in last):
        last = words
    if len(last) > 2 and last[0].lower_ in LABELS and last[1].text in (":", "—", "-"):
        last = last[2:]
    elif len(last) > 3 and last[0].lower_ in LABELS and last[2].text == ":":
        last = last[3:]
    return last if len(last) <= MAX_ANNOUNCEMENT else []


def _as(words: Sequence[Token]) -> Announcement | None:
    """ "As the agency reports," and "According to the agency,"."""
    if not any(t.lower_ in ("as", "according") for t in words[:3]):
        return None
    verb = next((t for t in reversed(words) if _reports(t)), None)
    if verb is not None:
        return _announced(words, _of_verb(verb, words), verb, verb)
    glued = GLUED.fullmatch(words[-2].text) if len(words) > 2 and words[-1].text == "," else None
    if glued is not None:  # "As the Gazetteadds,", a link whose blank was lost
        return _glued(words, glued)
    if words[0].lower_ == "according" and len(words) > 3:
        return _announced(words, _extent(words[2:-1]), words[0], words[1])
    return None


def _reports(token: Token) -> bool:
    """Whether it is a verb of saying, or what the tagger takes for a plural ("As the agency reports,")."""
    is_verb = token.tag_.startswith("VB") or (token.tag_ == "NNS" and token.is_lower)
    return is_verb and token.lemma_.lower() in lexicon.words("cue_verbs")


def _glued(words: Sequence[Token], match: re.Match[str]) -> Announcement:
    last = words[-2]
    at = last.idx + match.start(2)
    first = next(i for i, t in enumerate(words) if t.lower_ == "as") + 1
    cue = Cue(last.i, Span(at, at + len(match.group(2))), Span(words[first].idx, at), "announced")
    return Announcement(cue, frozenset(), True, False)


def _verb(words: Sequence[Token]) -> Announcement | None:
    """ "The union wrote:"; what already has its content ("described the scene:") must be followed by "I" or "we"."""
    verb = next((t for t in reversed(words) if _is_announcer(t)), None)
    if verb is None or verb.dep_ == "acl:relcl" or any(t.lower_ == "imagine" for t in words[:1]):
        return None
    source = _of_verb(verb, words)
    if source is None or all(t.is_upper for t in words[:-1]):  # "SHORT READS:" is a heading
        return None
    if any(t.idx == source.start and t.lower_ in FIRST_PERSON for t in words):
        return None
    lemma = verb.lemma_.lower()
    is_open = lemma in lexicon.words("cue_verbs") or lemma in (
        "continue",
        "begin",
        "conclude",
        "reply",
        "respond",
        "read",
        "go",
    )
    last = _last_of(verb)
    return _announced(words, source, verb, last, is_open and not _has_content(verb, words))


def _is_announcer(token: Token) -> bool:
    return (
        token.lemma_.lower() in announcers()
        and (token.pos_ == "VERB" or token.tag_ in ("VBD", "VBZ"))
        and token.dep_ not in ("amod", "compound")
    )


def _has_content(verb: Token, words: Sequence[Token]) -> bool:
    """Whether the clause says already what was said, and does not only point at it ("the following", "in part")."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in CLAUSES and child.i <= words[-1].i:
            return True
        if child.dep_ == "obj" and lemma not in ADDRESSED and not _points(child):
            return True
    return False


def _points(noun: Token) -> bool:
    return (
        noun.lemma_.lower() in lexicon.words("block_texts") | POINTING
        or noun.lower_ in POINTING
        or any(c.lower_ in POINTING for c in noun.children)
    )


def _text_nouns(words: Sequence[Token]) -> list[Token]:
    return [t for t in words if _is_text(t)]


def _is_text(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in lexicon.words("block_texts")


def _giving(words: Sequence[Token], is_open: bool) -> Announcement | None:
    """ "The mayor has issued a statement." and "sent out this response:"."""
    for noun in _text_nouns(words):
        verb = noun.head
        if noun.dep_ in ("obj", "nsubj:pass") and verb.lemma_.lower() in lexicon.words("block_giving"):
            if verb.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in verb.children):
                continue  # "Read the letter below:" gives an order to the reader
            last = noun if noun.i > verb.i else verb
            return _announced(words, _of_verb(verb, words), verb, last, is_open)
    return None


def _posting(words: Sequence[Token]) -> Announcement | None:
    """ "The senator responded on Twitter." """
    if not any(t.lower_ in _platforms() for t in words):
        return None
    verb = next((t for t in reversed(words) if _is_announcer(t)), None)
    if verb is None or _has_content(verb, words):
        return None
    return _announced(words, _of_verb(verb, words), verb, _last_of(verb), False)


def _pointing(words: Sequence[Token]) -> Announcement | None:
    """ "Read Lee's full statement below:", "Her letter follows." and "Here's what Lee said:"."""
    nouns = _text_nouns(words)
    is_here = words[0].lower_ == "here" and words[1].lemma_.lower() in ("be", "'s", "’s")
    is_whole = any(t.lemma_.lower() in WHOLE for t in words)
    is_order = words[0].lower_ in ("read", "see")
    if nouns and (is_here or is_whole or is_order):
        noun = next((n for n in nouns if _author(n) is not None), nouns[-1])
        author = _author(noun)
        source = None if author is None else source_span(noun.doc, author, noun.i)
        last = words[1] if is_here else None
        is_told = is_here or (any(t.lower_ in HERE for t in words) and (is_order or noun.dep_.startswith("nsubj")))
        if source is None and words[-1].text != ":" and not is_told:
            return None
        return _announced(
            words, source, words[0] if is_here else None, last, words[-1].text == ":" and noun.lower_ != "transcript"
        )
    said = next((t for t in reversed(words) if is_here and _is_announcer(t)), None)
    if said is not None and words[2].lower_ in ("what", "how"):
        return _announced(words, _of_verb(said, words), said, said, words[-1].text == ":")
    return None


def _author(noun: Token) -> Token | None:
    """Whose text it is: its possessor, or a name after "by", "from" or "of"."""
    found = owner(noun)
    if found is not None and found.i != noun.i and found.pos_ in ("PROPN", "NOUN", "PRON"):
        return None if found.lower_ in FIRST_PERSON or found.lower_ in ("it", "you", "your") else found
    for child in noun.children:
        cases = [c.lower_ for c in child.children if c.dep_ == "case"]
        if child.dep_ == "nmod" and cases == ["of"] and child.pos_ == "PROPN":
            return child
    return None


def _label(words: Sequence[Token]) -> Announcement | None:
    """ "From the chairwoman:", "Lee's statement:", "Lee, on Twitter:" and, before the first person, "Mayor Lee:"."""
    names = list(words[:-1])
    if len(names) > MAX_LABEL or any(t.tag_ in FINITE for t in names):
        return None
    at = next((i for i, t in enumerate(names) if t.lower_ in AUTHORS), None)
    if at is not None and any(t.pos_ in ("PROPN", "NOUN") for t in names[at + 1 :]):
        is_open = at == 0 or bool(_text_nouns(names[:at]))
        return _announced(words, _extent(_up_to_topic(names[at + 1 :])), None, None, is_open)
    return _owned(words, names, True) or _person(words, names)


def _title(words: Sequence[Token]) -> Announcement | None:
    """ "Statement of Senator Ann Lee on the ruling", a heading."""
    if any(t.tag_ in FINITE for t in words) or not _text_nouns(words[:4]):
        return None
    at = next((i for i, t in enumerate(words) if t.lower_ in AUTHORS | {"of"}), None)
    if at is not None and at + 1 < len(words) and words[at + 1].pos_ in ("PROPN", "DET", "NOUN"):
        names = _up_to_topic(words[at + 1 :])
        if any(t.pos_ == "PROPN" for t in names):
            return _announced(words, _extent(names), None, None, False)
    return _owned(words, words, False)


def _owned(words: Sequence[Token], names: Sequence[Token], is_open: bool) -> Announcement | None:
    """ "Mayor Lee's full statement:"."""
    at = next((i for i, t in enumerate(names) if t.tag_ == "POS"), None)
    nouns = _text_nouns(names)
    if not nouns:
        return None
    if at and nouns[-1].i > names[at].i:
        return _announced(words, _extent(names[:at]), None, None, is_open)
    if names[0].tag_ == "PRP$" and names[0].lower_ not in FIRST_PERSON | {"your"}:
        return _announced(words, _extent(names[:1]), None, None, is_open)
    return None


def _person(words: Sequence[Token], names: Sequence[Token]) -> Announcement | None:
    """A person's name as the whole line, with what is said of the person; only before the first person."""
    people = [t for t in names if t.ent_type_ == "PERSON" or (t.pos_ == "PROPN" and t.ent_type_ == "")]
    if not people or names[0].pos_ not in ("PROPN", "NOUN", "ADJ", "DET") or names[0].lower_ in ("the", "a", "an"):
        return None
    if not any(t.ent_type_ == "PERSON" for t in names):
        return None
    at = next((i for i, t in enumerate(names) if t.lower_ in ("on", "in", "via") and i > 0), len(names))
    kept = list(names[:at])
    while kept and kept[-1].text in (",", "("):
        kept.pop()
    return _announced(
        words, _extent(kept), None, None, at < len(names) and any(t.lower_ in _platforms() for t in names)
    )


def _presenting(words: Sequence[Token]) -> Announcement | None:
    """ "Here's the senator, Ann Lee." """
    if words[0].lower_ != "here" or words[1].lemma_.lower() not in ("be", "'s", "’s"):
        return None
    names = words[2:-1]
    is_named = any(t.pos_ == "PROPN" for t in names) and not any(t.tag_ in FINITE for t in names)
    if not is_named or names[0].lower_ in ("a", "an", "how", "what", "why", "where", "who", "some"):
        return None
    return _announced(words, _extent(names), words[0], words[1], False)


def _next_speaker(words: Sequence[Token]) -> Announcement | None:
    """ "And the council president, Ann Lee." after a statement that another paragraph announced."""
    names = words[1:-1] if words[0].lower_ in ("and", "from", "then") else words[:-1]
    if any(t.pos_ in ("VERB", "AUX") for t in names) or not any(t.pos_ == "PROPN" for t in names):
        return None
    return _announced(words, _extent(names), None, None)


def _up_to_topic(names: Sequence[Token]) -> list[Token]:
    """A name without what its statement is about, or where it stood ("Lee on the ruling", "Lee in the Post")."""
    at = next((i for i, t in enumerate(names) if i and t.lower_ in ("on", "regarding", "about", "after", "in")), None)
    kept = list(names[:at])
    while len(kept) > 1 and kept[-1].text in (",", "(", "—", "–", "-"):
        kept.pop()
    return kept


def _last_of(verb: Token) -> Token:
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    is_part = following.dep_ == "compound:prt" or (following.lower_ in ("back", "on", "in") and following.head == verb)
    return following if is_part and following.tag_ != "IN" else verb


def _of_verb(verb: Token, words: Sequence[Token]) -> Span | None:
    """The source of a verb inside its sentence."""
    source = source_span(verb.doc, source_head(verb), verb.i)
    end = words[-1].idx
    if source is not None and (source.end <= words[0].idx or source.start >= end):
        source = None
    if source is not None:  # the parser may take a label before, or the colon behind, for a part of the name
        return Span(max(source.start, words[0].idx), min(source.end, end))
    names: list[Token] = []  # "As the agency adds," is easily misread; the name stands right before the verb
    for token in reversed([t for t in words if t.i < verb.i]):
        if token.pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON"):
            break
        names.insert(0, token)
    return _extent(names) if names else None


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


def _announced(
    words: Sequence[Token],
    source: Span | None,
    first: Token | None,
    last: Token | None,
    is_open: bool = True,
) -> Announcement:
    named = [] if source is None else [t for t in words if source.start <= t.idx < source.end]
    span = None if first is None or last is None else Span(first.idx, last.idx + len(last.text))
    is_whole = any(t.lemma_.lower() in WHOLE for t in words)
    return Announcement(
        Cue(None if first is None else first.i, span, source, "announced"), names_of(named), is_open, is_whole
    )
