"""Names: the model's entities with spans and kinds put right, and names missed in one place but seen in another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline.find.kinds import LEGAL, is_place, is_state, mapped_label, table_label
from pipeline.lexicon import words
from pipeline.parse import Parsed
from pipeline.schema import Form, Found, Label, Mention
from pipeline.spans import Span

CONTEXT = 100  # characters of text kept on each side of a mention, as evidence for reconciliation
GOVERNING = frozenset({"administration", "campaign", "presidency"})
NAMING_HEADS = frozenset({"act", "program", "programme", "grant", "grants", "amendment", "ordinance", "treaty"})
QUOTES = frozenset("\"'“”‘’()[]{}<>,.;:!?-–—*·•|/\\")
# Government names: "City of X", "State of X", "City and County of X", X up to four capitalised words.
GOVERNMENT = re.compile(
    r"\b(?:(?:[Cc]ity|[Tt]own|[Vv]illage|[Bb]orough|[Cc]ounty)(?: and (?:[Cc]ounty|[Cc]ity|[Tt]own))?"
    r"|State|Commonwealth) of (?:[A-Z][\w-]{1,20} ?){1,4}(?<! )"
)
# A place and its state: "Albany, New York", "Lawrence, Mass.".
IN_STATE = re.compile(r"((?:[A-Z][\w’'-]{1,20}\.? ){0,3}[A-Z][\w’'-]{1,20}), ((?:[A-Z][\w.]{0,13} ?){1,3}(?<! ))")

Candidate = tuple[int, int, Label, str]  # first token, token after the last, label, rule


def find_mentions(parsed: Parsed) -> Found[Mention]:
    """The names of an article as mentions of form ``name``, in order of their spans, none inside another.

    Titles, determiners and possessive endings stay outside the span. The label follows from the model's label by
    ``kinds.table_label``; names that the tables have no kind for are left out.
    """
    doc = parsed.doc
    modelled = _governments(doc, _of_model(doc))
    certain = _legal(doc) + _places(doc, modelled)
    found = _without_overlaps(certain + modelled + _groups(doc), first=certain)
    found = _acronyms(doc, _consistent(doc, found))
    found = _without_overlaps(found + _seen_elsewhere(doc, found), first=found)
    return Found(tuple(_mention(parsed, candidate) for candidate in found))


def _of_model(doc: Doc) -> list[Candidate]:
    """The model's entities with trimmed spans and the tables' labels."""
    found = []
    for entity in doc.ents:
        label = mapped_label(entity.label_)
        if label is None:
            continue
        for line in _lines(entity):
            for start, end, kind in _parts(doc, *line, label):
                start, end = _extended(doc, *_trimmed(doc, start, end, kind))
                text = doc[start:end].text
                decided = table_label(text, kind) if any(c.isalnum() for c in text) else None
                if decided is not None:
                    found.append((start, end, decided, "model"))
    return found


def _parts(doc: Doc, start: int, end: int, label: str) -> list[tuple[int, int, str]]:
    """A place or organisation that runs over a title into a name ("Ohio Governor Ann Lee"), cut into the two."""
    titles = words("entity_titles") - words("entity_titles_ambiguous")
    for at in range(start + 1, end - 1) if label != Label.PERSON else ():
        if doc[at].text in titles and not {doc[at - 1].lower_, doc[at + 1].lower_} & {"of", "and", "for"}:
            last = end
            while last < len(doc) and last - at < 5 and (doc[last].pos_ == "PROPN" or _is_particle(doc[last])):
                last += 1
            return [(start, at, label), (at + 1, last, Label.PERSON)]
    return [(start, end, label)]


def _is_particle(token: Token) -> bool:
    return token.text in words("entity_particles") and token.i + 1 < len(token.doc)


def _lines(entity: Tokens) -> Iterator[tuple[int, int]]:
    """The stretches of an entity between line breaks: no name runs over the edge of a segment."""
    start = entity.start
    for token in entity:
        if token.is_space:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < entity.end:
        yield start, entity.end


def _trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave titles, marks, determiners and possessive endings outside."""
    while start < end and (doc[start].text in QUOTES or (doc[start].lower_ in {"the", "a", "an"} and end - start > 1)):
        if doc[start].text == "The" and _is_newspaper(doc[start:end]):
            break
        start += 1
    while end > start and (doc[end - 1].text in QUOTES or doc[end - 1].lower_ in {"'s", "’s", "'", "’"}):
        end -= 1
    if start > 0 and doc[start - 1].text == "The" and _is_newspaper(doc[start:end]):
        start -= 1
    return _without_title(doc, start, end, label)


def _is_newspaper(tokens: Tokens) -> bool:
    """Whether "The" belongs to the name, as it does in newspapers' and a few places' names."""
    return len(tokens) > 0 and (tokens[-1].text in words("entity_papers") or tokens.text == "The Hague")


def _without_title(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave a title of one or two words outside, before a name ("Mayor Tim Burgess") or after it ("City Attorney")."""
    titles, ambiguous = words("entity_titles"), words("entity_titles_ambiguous")
    if label == Label.PERSON and end - start > 1 and doc[start].text in titles:
        start += 1
    for first, after in ((end - 2, end), (end - 1, end + 1), (end - 1, end)):
        if label != Label.PERSON and first > start and doc[first:after].text in titles - ambiguous:
            return start, first
    return start, end


def _extended(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in the capitalised words after a name up to the head of a law or programme ("... Grant Program")."""
    at = last = end
    while start < end and at < len(doc) and at - end < 5 and doc[at].is_title and doc[at].is_alpha:
        if doc[at].text in words("entity_titles"):
            break
        at += 1
        if doc[at - 1].lower_ in NAMING_HEADS:
            last = at
    return start, last


def _governments(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """A person's name before "administration" or "campaign" names an organisation, which takes that word in."""
    out = []
    for start, end, label, rule in found:
        if label == Label.PERSON and end < len(doc) and doc[end].lower_ in GOVERNING:
            out.append((start, end + 1, Label.ORG, "government"))
        else:
            out.append((start, end, label, rule))
    return out


def _legal(doc: Doc) -> list[Candidate]:
    """Citations of laws, which have a fixed form."""
    return [
        (span.start, span.end, Label.LAW, "legal_citation")
        for match in LEGAL.finditer(doc.text)
        if (span := doc.char_span(*match.span(), alignment_mode="expand")) is not None
    ]


def _places(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Places that their form proves: "City of X", and a place with its state behind a comma."""
    governments = [_tokens(doc, *match.span()) for match in GOVERNMENT.finditer(doc.text)]
    by_end = {end: (start, label) for start, end, label, _ in found}
    in_states = []
    for match in IN_STATE.finditer(doc.text):
        state = _tokens(doc, *match.span(2))
        if state is None or not is_state(match[2]):
            continue
        place = _place_before(doc, match, by_end)
        in_states += [state] if place is None else [place, state]
    taken = {i for t in governments if t is not None for i in range(*t)}
    spans = [*governments, *(s for s in in_states if not taken.intersection(range(*s)))]
    return [(*span, Label.GPE, "place_form") for span in spans if span is not None]


def _place_before(doc: Doc, match: re.Match[str], by_end: Mapping[int, tuple[int, Label]]) -> tuple[int, int] | None:
    """The place before a comma and a state: the model's name if it may be a place, else what the gazetteer knows."""
    names = match[1].split(" ")
    known = [" ".join(names[i:]) for i in range(len(names)) if is_place(" ".join(names[i:]))]
    end = _tokens(doc, match.end(1) - len(names[-1]), match.end(1))
    if end is None:
        return None
    start, label = by_end.get(end[1], (None, None))
    if start is not None and (label != Label.PERSON or is_place(doc[start : end[1]].text)):
        return start, end[1]
    return _tokens(doc, match.end(1) - len(known[0]), match.end(1)) if known and start is None else None


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Token offsets of a stretch of characters, None where it covers no whole token."""
    span = doc.char_span(start, end, alignment_mode="contract")
    return None if span is None else (span.start, span.end)


def _groups(doc: Doc) -> list[Candidate]:
    """Words for members of parties and faiths."""
    groups = words("entity_groups")
    return [(token.i, token.i + 1, Label.NORP, "group_word") for token in doc if token.text in groups]


def _acronyms(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Give an acronym in brackets the label of the name that it abbreviates, all through the article."""
    label_of = {end: label for _, end, label, _ in found}
    defined = {
        doc[start].text: label_of[start - 1]
        for start, end, _, _ in found
        if end - start == 1 and start > 1 and doc[start - 1].text == "(" and start - 1 in label_of
        if doc[start].is_upper
    }
    return [(s, e, defined.get(doc[s:e].text, label), rule) for s, e, label, rule in found]


def _consistent(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Give each form of a name the label that it has most often in the article."""
    votes: dict[str, Counter[Label]] = defaultdict(Counter)
    for start, end, label, _ in found:
        votes[doc[start:end].text][label] += 1
    best = {text: max(sorted(c), key=lambda label: c[label]) for text, c in votes.items()}
    return [
        (s, e, best[t], r if best[t] == label else "consistency") for s, e, label, r in found for t in (doc[s:e].text,)
    ]


def _seen_elsewhere(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Further occurrences of the article's names, and of the surnames of its people, where the model saw none."""
    known: dict[tuple[str, ...], Label] = {}
    for start, end, label, _ in found:
        known.setdefault(tuple(t.text for t in doc[start:end]), label)
        if label == Label.PERSON and (surname := _surname(doc, start, end)):
            known.setdefault(surname, label)
    plain = frozenset(token.text for token in doc if token.is_lower)
    by_first: dict[str, list[tuple[tuple[str, ...], Label]]] = defaultdict(list)
    for form, label in known.items():
        if form[0][:1].isupper() or len(form) > 1:
            by_first[form[0]].append((form, label))
    return [
        (token.i, token.i + len(form), label, "seen_elsewhere")
        for token in doc
        for form, label in by_first.get(token.text, ())
        if tuple(t.text for t in doc[token.i : token.i + len(form)]) == form and _is_free(token, form, plain)
    ]


def _surname(doc: Doc, start: int, end: int) -> tuple[str, ...] | None:
    """The last name of a full name with its particles; None for a single word."""
    tokens = [t.text for t in doc[start:end]]
    if len(tokens) < 2:
        return None
    at = len(tokens) - 1
    if tokens[at].rstrip(".") in {"Jr", "Sr", "II", "III", "IV"}:
        at -= 1
    while at > 1 and tokens[at - 1] in words("entity_particles"):
        at -= 1
    return tuple(tokens[at:]) if at > 0 else None


def _is_free(token: Token, form: tuple[str, ...], plain: frozenset[str]) -> bool:
    """Whether a repeated form stands there as a name: not as a plain capitalised word that opens a sentence."""
    if len(form) > 1 or not token.is_sent_start:
        return True
    return token.lower_ not in plain


def _without_overlaps(found: Iterable[Candidate], first: Sequence[Candidate] = ()) -> list[Candidate]:
    """The candidates in order, without those that overlap one of ``first``, a longer or an earlier one."""
    taken: set[int] = set()
    kept = []
    sure = set(first)
    for candidate in sorted(set(found), key=lambda c: (c not in sure, c[0] - c[1], c[0], c[3])):
        tokens = range(candidate[0], candidate[1])
        if not taken.intersection(tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept)


def _mention(parsed: Parsed, candidate: Candidate) -> Mention:
    start, end, label, rule = candidate
    doc, article = parsed.doc, parsed.article
    tokens = doc[start:end]
    span = Span(tokens.start_char, tokens.end_char)
    raw = article.raw_span(span)
    return Mention(
        mention_id=f"{article.article_id}:{raw.start}-{raw.end}:m",
        article_id=article.article_id,
        span=span,
        text=tokens.text,
        label=label,
        form=Form.NAME,
        rule=rule,
        before=doc.text[max(0, span.start - CONTEXT) : span.start],
        after=doc.text[span.end : span.end + CONTEXT],
        published=article.published,
    )
