"""Whose voice a paragraph speaks in, by its form: the article's own, or that of somebody whose words are set off."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, cached_property

from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.attributions.link import Paragraphs
from pipeline.quotation_marks import Quotation
from pipeline.spans import Span

FIRST_PERSON = frozenset(
    {"i", "we", "my", "our", "me", "us", "i'm", "we're", "i’m", "we’re", "ours", "mine", "myself", "ourselves"}
)
SECOND_PERSON = frozenset({"you", "your", "yours", "yourself", "yourselves"})
SAYING = frozenset({"say", "tell", "add", "write", "tweet", "reply", "note", "ask", "explain", "testify", "recall"})
BULLET = re.compile(r"(?:[•·‣▪◦●*–—-]|\d{1,2}[.)/]|\(\d{1,2}\))\s*(?=\S)")
STAGE = re.compile(r"[\[(][^\[\]()]{1,80}[\])][.!]?|(?:END|BEGIN) [A-Z ]{1,40}")
TIMED = re.compile(r"\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|[AP]M\b)")
DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: \([A-Za-z ]{1,25}\))? ?(?:--|—|–) ")
OPENING = ("“", '"', "«", "„", "``", "''")
STOPS = frozenset(".!?…:;,\"'”’)]")
MAX_HEADING = 9  # words of a line without a full stop that is a heading and not a sentence somebody left open


@cache
def announcers() -> frozenset[str]:
    """Lemmas of the verbs that announce what somebody says or writes."""
    return lexicon.words("cue_verbs") | lexicon.words("cue_quotatives") | lexicon.words("block_verbs")


@cache
def _ends() -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("block_ends")))


class Reading:
    """The paragraphs of an article and what their form tells; each is looked at once."""

    def __init__(self, index: Paragraphs, quotations: Sequence[Quotation]) -> None:
        self.index, self.text, self.spans = index, index.text, index.spans
        self.quoted: dict[int, list[Span]] = {}
        for quotation in quotations:
            self.quoted.setdefault(quotation.paragraph, []).append(quotation.outer)
        self._seen: dict[int, Paragraph] = {}

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, i: int) -> Paragraph:
        if i not in self._seen:
            self._seen[i] = Paragraph(self.index, i, self.quoted.get(i, ()))
        return self._seen[i]


class Paragraph:
    """A paragraph, its tokens without blanks, and its quotations (marks included)."""

    def __init__(self, index: Paragraphs, number: int, quoted: Sequence[Span]) -> None:
        span = index.spans[number]
        raw = span.of(index.text)
        start = span.start + len(raw) - len(raw.lstrip())
        self.span = Span(start, max(start, span.end - len(raw) + len(raw.rstrip())))
        self.text = raw.strip()
        self.index, self.number, self.quoted = index, number, quoted

    @cached_property
    def words(self) -> list[Token]:
        """Its tokens without blanks."""
        low, high = self.index.runs[self.number]
        return [token for token in self.index.doc[low:high] if not token.is_space]

    @cached_property
    def unquoted(self) -> list[Token]:
        """The tokens outside its quotation marks."""
        found, spans = [], list(self.quoted)
        for token in self.words:
            while spans and spans[0].end <= token.idx:
                spans.pop(0)
            if not spans or token.idx < spans[0].start:
                found.append(token)
        return found

    @cached_property
    def is_first_person(self) -> bool:
        """Whether somebody says "I" or "we" outside quotation marks."""
        return any(t.lower_ in FIRST_PERSON and t.text != "US" for t in self.unquoted)

    @cached_property
    def is_talk(self) -> bool:
        """Whether it speaks to or of the people present: first or second person, or a question."""
        is_you = any(t.lower_ in SECOND_PERSON for t in self.unquoted)
        return self.is_first_person or is_you or self.text.endswith("?")

    @cached_property
    def is_stage(self) -> bool:
        """Whether it is a direction such as "(Applause.)"."""
        return STAGE.fullmatch(self.text) is not None

    @cached_property
    def bullet(self) -> int:
        """How many characters of the paragraph are the mark of a list item, 0 for none."""
        found = BULLET.match(self.text)
        return found.end() if found else 0

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it holds a finite verb or an order, as statements do and lists of things do not."""
        return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for t in self.words)

    @cached_property
    def is_heading(self) -> bool:
        """Whether it is a short line that no sign ends."""
        if not self.words or self.bullet or self.text[-1] in STOPS:
            return False
        return len(self.words) <= MAX_HEADING and not self.is_first_person and "#" not in self.text

    @cached_property
    def is_end(self) -> bool:
        """Whether it is a separator, a link, a note, a time of a live report or a dateline: always the article's."""
        if not any(c.isalnum() for c in self.text) or TIMED.match(self.text) or DATELINE.match(self.text):
            return True
        low = self.text.lstrip("([*_").lower()
        return any(low.startswith(end) and not low[len(end) : len(end) + 1].isalnum() for end in _ends())

    @cached_property
    def is_quotation(self) -> bool:
        """Whether it opens with a quotation mark, or most of it stands between marks."""
        if self.text.startswith(OPENING):
            return True
        marked = sum(span.end - span.start for span in self.quoted)
        return bool(self.quoted) and 2 * marked > len(self.text)

    @cached_property
    def reports(self) -> bool:
        """Whether somebody else than "I" or "we" is said to have said something, outside quotation marks."""
        for token in self.unquoted:
            if token.lower_ == "according":
                return True
            if token.lemma_.lower() in SAYING and token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB":
                subjects = [c for c in token.children if c.dep_ == "nsubj"]
                if subjects and subjects[0].lower_ not in FIRST_PERSON | SECOND_PERSON:
                    return True
        return False

    def names(self, words: Collection[str]) -> bool:
        """Whether one of the names (lower case) stands outside its quotation marks."""
        return any(t.lower_ in words and t.text[:1].isupper() for t in self.unquoted)

    def is_release(self, words: Collection[str]) -> bool:
        """Whether its first clause tells in the present what one of the names does, as press releases do."""
        root = next((t for t in self.unquoted if t.dep_ == "ROOT"), None)
        if root is None or not any(t.tag_ in ("VBZ", "VBP") for t in (root, *root.children)):
            return False
        return any(t.lower_ in words for c in root.children if c.dep_ == "nsubj" for t in (c, *c.children))


@cache
def _no_names() -> frozenset[str]:
    return lexicon.words("title_honorific") | {"the", "of", "for", "and"}


def names_of(tokens: Sequence[Token]) -> frozenset[str]:
    """The words, in lower case, by which an article may take up a speaker again: proper nouns, else the head noun."""
    proper = [t for t in tokens if t.pos_ == "PROPN"]
    people = [t for t in proper if t.ent_type_ == "PERSON"]
    if people:
        return frozenset({people[-1].lower_})
    found = proper or [t for t in tokens if t.pos_ == "NOUN"][:1]
    return frozenset(t.lower_ for t in found if len(t.text) > 2) - _no_names()


def is_articles(paragraph: Paragraph, speaker: Collection[str]) -> bool:
    """Whether the article's voice is back: a heading, a note, a quotation with its cue, words about the speaker."""
    if paragraph.is_end or paragraph.is_heading or paragraph.is_quotation:
        return True
    if paragraph.is_first_person:
        return paragraph.reports and (bool(paragraph.quoted) or paragraph.names(speaker))
    if paragraph.reports:
        return True
    return paragraph.names(speaker) and not paragraph.is_release(speaker)


def is_set_off(paragraph: Paragraph, speaker: Collection[str]) -> bool:
    """Whether the paragraph can be what a line with a colon announced; "said" in it proves nothing yet."""
    if paragraph.is_end or paragraph.is_heading or paragraph.is_quotation or (paragraph.quoted and paragraph.reports):
        return False
    if not paragraph.is_sentence or paragraph.text.endswith(";"):
        return False
    return paragraph.is_first_person or not paragraph.names(speaker) or paragraph.is_release(speaker)
