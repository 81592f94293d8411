"""Finds statements set off without quotation marks: announced statements, "As the paper reports," and transcripts.

A block starts after a paragraph that announces it and ends where the article's voice returns: at the next announcement,
at a paragraph with attributed quotations, or where the first person that the statement speaks in is gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.link import Cue, Paragraphs
from pipeline.find.attributions.quotation_marks import Quotation
from pipeline.find.attributions.sources_of import source_head, source_span
from pipeline.find.attributions.weights import speech_verbs
from pipeline.schema import QuoteKind
from pipeline.spans import Span

MAX_ANNOUNCEMENT = 30  # tokens; a longer paragraph tells more than that a statement follows
MAX_BLOCK = 40  # paragraphs of one statement
MAX_TURN = 6  # unlabelled paragraphs that one turn of a transcript may go on for
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "i'm", "we're", "ours", "myself", "ourselves"})
TEXTS = frozenset(
    {
        "statement",
        "letter",
        "response",
        "email",
        "e-mail",
        "message",
        "memo",
        "note",
        "post",
        "tweet",
        "thread",
        "reply",
    }
    | {"remark", "release", "transcript", "text", "excerpt", "comment", "speech", "testimony", "declaration", "apology"}
)
GIVING = frozenset(
    {"issue", "release", "send", "post", "publish", "give", "write", "share", "offer", "make", "provide"}
)
LABEL = re.compile(r"(?:(Q|A|QUESTION|ANSWER)[.:]|([A-Z][\w.'’-]*(?: [A-Z(][\w.'’()-]*){0,4}):)\s+(?=\S)")
NO_SPEAKERS = frozenset(
    {"UPDATE", "UPDATED", "CORRECTION", "NOTE", "RELATED", "WATCH", "READ", "MORE", "SEE", "PHOTO", "PHOTOS", "VIDEO"}
    | {"EDITOR'S NOTE", "EDITOR’S NOTE", "BREAKING", "EXCLUSIVE", "OPINION", "ANALYSIS", "CONTACT", "SOURCE", "SOURCES"}
)


def find_blocks(index: Paragraphs, quotations: Sequence[Quotation]) -> list[Attribution]:
    """The block statements and turns of transcripts, in order of place; one piece a paragraph."""
    paragraphs = index.spans
    marked = {q.paragraph for q in quotations}
    turns = list(_turns(index.text, paragraphs))
    taken = {i for turn in turns for i in turn[1]}
    found = [_turn(paragraphs, label, members) for label, members in turns]
    at, after_block = 0, False
    while at < len(paragraphs) - 1:
        cue = None if at in taken or at in marked else _announcement(index, at, after_block)
        members = [] if cue is None else _members(index, at, marked | taken)
        after_block = bool(members)
        if cue is not None and members:
            pieces = tuple(paragraphs[i] for i in members)
            found.append(Attribution(pieces, cue.source, cue.span, (), QuoteKind.BLOCK, cue.rule))
        at = members[-1] + 1 if members else at + 1
    return sorted(found, key=lambda attribution: attribution.start)


def _words(index: Paragraphs, paragraph: int) -> list[Token]:
    """The tokens of a paragraph without blanks, and without a label such as "UPDATE:"."""
    low, high = index.runs[paragraph]
    words = [token for token in index.doc[low:high] if not token.is_space]
    if len(words) > 2 and words[0].text.upper() in NO_SPEAKERS and words[1].text == ":":
        return words[2:]
    return words


def _announcement(index: Paragraphs, paragraph: int, after_block: bool) -> Cue | None:
    """The cue and speaker of a paragraph that announces a statement, None for any other paragraph."""
    words = _words(index, paragraph)
    if not 2 <= len(words) <= MAX_ANNOUNCEMENT:
        return None
    last = words[-1].text
    if last in (",", ":"):
        return _reporting(words) or (_from(words) if last == ":" else None)
    if last != ".":
        return None
    return _issuing(words) or _presenting(words) or (_next_speaker(words) if after_block else None)


def _reporting(words: Sequence[Token]) -> Cue | None:
    """ "As the agency reports," and "The union wrote:"."""
    verbs = [t for t in words if t.pos_ in ("VERB", "NOUN") and t.lemma_.lower() in speech_verbs() and t.tag_ != "NN"]
    if not verbs or (words[-1].text == "," and not any(t.lower_ == "as" for t in words)):
        return None
    return _cue(verbs[-1], words, "reporting")


def _issuing(words: Sequence[Token]) -> Cue | None:
    """ "The mayor has issued a statement." """
    for token in words:
        if token.pos_ == "VERB" and token.lemma_.lower() in GIVING:
            texts = [c for c in token.children if c.lemma_.lower() in TEXTS and c.dep_ in ("obj", "nsubj:pass")]
            if texts:
                return _cue(token, words, "issuing")
    return None


def _presenting(words: Sequence[Token]) -> Cue | None:
    """ "Here's the senator." and "Here is the statement from the senator." """
    if words[0].lower_ != "here" or words[1].lemma_.lower() not in ("be", "'s", "’s"):
        return None
    names = words[2:-1]
    start = next((i + 1 for i, t in enumerate(names) if t.lower_ in ("from", "by", "of")), 0)
    return _named(names[start:], "presenting")


def _next_speaker(words: Sequence[Token]) -> Cue | None:
    """ "And the council president, Ann Lee." after a statement that another paragraph announced."""
    names = words[1:-1] if words[0].lower_ in ("and", "from", "then") else words[:-1]
    if any(t.pos_ in ("VERB", "AUX") for t in names) or not any(t.pos_ == "PROPN" for t in names):
        return None
    return _named(names, "next")


def _from(words: Sequence[Token]) -> Cue | None:
    """ "From the chairwoman:" and "Statement by the chairwoman:"; other labels are titles of lists."""
    at = next((i for i, t in enumerate(words) if t.lower_ in ("from", "by")), None)
    if at is None or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    return _named(words[at + 1 : -1], "from")


def _named(names: Sequence[Token], rule: str) -> Cue | None:
    if not names or not any(t.pos_ in ("PROPN", "NOUN") for t in names):
        return None
    return Cue(None, None, Span(names[0].idx, names[-1].idx + len(names[-1].text)), rule)


def _cue(verb: Token, words: Sequence[Token], rule: str) -> Cue:
    source = source_span(verb.doc, source_head(verb), verb.i)
    if source is not None and source.start < words[0].idx < source.end:  # the parser took the label for a name
        source = Span(words[0].idx, source.end)
    if source is None:  # "As the agency adds," is easily misread; the name stands right before the verb
        names: list[Token] = []
        for token in reversed(verb.doc[max(0, verb.i - MAX_ANNOUNCEMENT) : verb.i]):
            if token.pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON"):
                break
            names.insert(0, token)
        source = Span(names[0].idx, names[-1].idx + len(names[-1].text)) if names else None
    return Cue(verb.i, Span(verb.idx, verb.idx + len(verb.text)), source, rule)


def _members(index: Paragraphs, announcement: int, closed: set[int]) -> list[int]:
    """The paragraphs of the statement that is announced; none where the next one is in the article's voice.

    After a full stop the statement must speak in the first person; after a colon or comma its first paragraph need
    not. It goes on as long as each paragraph speaks in the first person.
    """
    members: list[int] = []
    is_open = _words(index, announcement)[-1].text in (",", ":")
    for i in range(announcement + 1, min(announcement + 1 + MAX_BLOCK, len(index.runs))):
        if i in closed or _announcement(index, i, bool(members)) is not None:
            break
        if not _is_first_person(index, i) and not (is_open and not members):
            break
        members.append(i)
    return members


def _is_first_person(index: Paragraphs, paragraph: int) -> bool:
    low, high = index.runs[paragraph]
    return any(token.lower_ in FIRST_PERSON for token in index.doc[low:high] if token.text != "US")


def _turns(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[re.Match[str], list[int]]]:
    """Paragraphs that open with a speaker's label, where labels return or two of them alternate, as in transcripts."""
    labels = {i: m for i, p in enumerate(paragraphs) if (m := LABEL.match(text, p.start, p.end))}
    labels = {i: m for i, m in labels.items() if _label(m).upper() not in NO_SPEAKERS}
    counts = Counter(_label(m) for m in labels.values())
    capitals = {name for name in counts if name.isupper()}
    places = sorted(i for i in labels if counts[_label(labels[i])] > 1 or len(capitals) > 1)
    if len(places) < 2:
        return
    for n, i in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else i + 1
        yield labels[i], list(range(i, following)) if following - i <= MAX_TURN else [i]


def _label(match: re.Match[str]) -> str:
    return match.group(1) or match.group(2)


def _turn(paragraphs: Sequence[Span], label: re.Match[str], members: Sequence[int]) -> Attribution:
    first = Span(label.end(), paragraphs[members[0]].end)
    pieces = (first, *(paragraphs[i] for i in members[1:]))
    source = Span(*label.span(2)) if label.group(2) else None
    return Attribution(pieces, source, None, (), QuoteKind.BLOCK, "turn")
