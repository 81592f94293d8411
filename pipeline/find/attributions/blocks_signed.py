"""Finds statements that carry their author's name: embedded tweets, letters, e-mails with headers, signed comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.find.attributions.blocks_voice import Reading, is_articles
from pipeline.spans import Span

MAX_LETTER = 60  # paragraphs between a salutation and its signature
MAX_NAME = 8  # words of a signature
TWEET = re.compile(
    r"(?:—|–|--?|&mdash;)\s*(?P<name>[^—–@()]{0,60})\(@(?P<handle>\w{1,30})\)"
    r"(?:[\s|,·]*[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})?$"
)
TWEET_TAIL = 160  # characters at a paragraph's end that are searched for the signature of a tweet
SALUTATION = re.compile(
    r"(?:Dear|My fellow|My dear|To (?:the|our|my|all|whom)|Hello|Hi|Friends|Colleagues)\b[^.?!]{0,80}[,:]"
)
SIGNATURE = re.compile(
    r"(?:—|–|--?)\s?(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|of|the|and)){1,5})(?:,[^.!?]{1,60})?"
)
HEADER = re.compile(r"(From|To|Subject|Re|Date|Sent|Cc|CC|Bcc):\s*(?P<value>\S.*)?")
ADDRESS = re.compile(r"(?<!\s)\s*+(?<!\S)\S[^\s@]*+@\S++$")


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with its author in it: its pieces, its author, and all paragraphs (signature, headers) it takes."""

    pieces: tuple[Span, ...]
    source: Span | None
    first: int
    last: int
    rule: str


def find_signed(reading: Reading, closed: set[int]) -> list[Signed]:
    """The signed statements in order of place, none over a paragraph of ``closed`` and no two over the same one."""
    found: list[Signed] = []
    taken = set(closed)
    for signed in (*_letters(reading), *_emails(reading, closed), *_tweets(reading, closed), *_comments(reading)):
        members = range(signed.first, signed.last + 1)
        if signed.pieces and taken.isdisjoint(members):
            taken.update(members)
            found.append(signed)
    return sorted(found, key=lambda signed: signed.first)


def is_salutation(text: str) -> bool:
    """Whether a paragraph is only the address of a letter ("Dear colleagues,")."""
    return len(text) < 100 and SALUTATION.fullmatch(text) is not None


def is_closing(text: str) -> bool:
    """Whether a paragraph closes a letter: "Sincerely," alone or with the name behind it."""
    head = text.partition(",")[0].strip().lower().rstrip(".")
    return len(text) < 100 and head in lexicon.words("block_closings")


def _letters(reading: Reading) -> Iterator[Signed]:
    """What stands between a salutation and the words that close the letter."""
    opened: int | None = None
    for i in range(len(reading)):
        text = reading[i].text
        if is_salutation(text):
            opened = i
        elif opened is not None and i - opened > MAX_LETTER:
            opened = None
        elif opened is not None and (is_closing(text) or SIGNATURE.fullmatch(text)):
            pieces = tuple(reading[k].span for k in range(opened + 1, i) if not reading[k].is_stage)
            source, last = _signature(reading, i)
            yield Signed(pieces, source, opened, last, "letter")
            opened = None


def _signature(reading: Reading, at: int) -> tuple[Span | None, int]:
    """The name that signs a letter closed by paragraph ``at``, and the last paragraph of the signature."""
    paragraph = reading[at]
    signed = SIGNATURE.fullmatch(paragraph.text)
    if signed is not None:
        return _named(paragraph.span.start, signed), at
    rest = paragraph.text.partition(",")[2]
    if rest.strip():
        start = paragraph.span.start + paragraph.text.index(",") + 1 + len(rest) - len(rest.lstrip())
        return _name(reading.text, Span(start, paragraph.span.end)), at
    if at + 1 >= len(reading) or not _is_name(reading[at + 1].text):
        return None, at
    following = reading[at + 1]
    signed = SIGNATURE.fullmatch(following.text)
    name = _name(reading.text, following.span) if signed is None else _named(following.span.start, signed)
    return name, at + 1


def _is_name(text: str) -> bool:
    words = text.lstrip("—–- ").split()
    return 0 < len(words) <= MAX_NAME and words[0][0].isupper() and text[-1] not in "!?:"


def _name(text: str, span: Span) -> Span:
    """A signature up to the comma before the writer's office."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip("—–- "))
    end = span.start + (words.index(",") if "," in words else len(words.rstrip(".")))
    return Span(start, max(end, start + 1))


def _named(offset: int, match: re.Match[str]) -> Span:
    return Span(offset + match.start("name"), offset + match.end("name"))


def _emails(reading: Reading, closed: set[int]) -> Iterator[Signed]:
    """What follows two or more header lines, one of them "From:"."""
    at = 0
    while at < len(reading):
        headers = _headers(reading, at)
        sender = next((i for i in headers if reading[i].text.startswith("From:")), None)
        if len(headers) < 2 or sender is None:
            at += max(1, len(headers))
            continue
        members = _body(reading, headers[-1] + 1, closed)
        pieces = tuple(reading[i].span for i in members)
        yield Signed(pieces, _sender(reading, sender), at, members[-1] if members else headers[-1], "email")
        at = (members[-1] if members else headers[-1]) + 1


def _headers(reading: Reading, at: int) -> list[int]:
    found = []
    while at < len(reading) and HEADER.fullmatch(reading[at].text) and len(reading[at].text) < 200:
        found.append(at)
        at += 1
    return found


def _sender(reading: Reading, at: int) -> Span | None:
    """The name after "From:", without the address behind it."""
    match = HEADER.fullmatch(reading[at].text)
    if match is None or match.group("value") is None:
        return None
    value = match.group("value")
    name = ADDRESS.sub("", value) or value
    start = reading[at].span.start + match.start("value")
    return Span(start, start + len(name.rstrip(",")))


def _body(reading: Reading, start: int, closed: set[int]) -> list[int]:
    """The paragraphs of a message: the first, and those after it that the article's voice does not break into."""
    found: list[int] = []
    for i in range(start, min(len(reading), start + MAX_LETTER)):
        paragraph = reading[i]
        if i in closed or HEADER.fullmatch(paragraph.text) or is_closing(paragraph.text):
            break
        if is_salutation(paragraph.text) and not found:
            continue
        if found and (is_articles(paragraph, ()) or not paragraph.is_talk):
            break
        found.append(i)
    return found


def _tweets(reading: Reading, closed: set[int]) -> Iterator[Signed]:
    """What stands before "— Ann Lee (@annlee) May 3, 2024": on the same line, else the paragraph above."""
    after = 0
    for i in range(len(reading)):
        paragraph = reading[i]
        cut = max(0, len(paragraph.text) - TWEET_TAIL)
        match = TWEET.search(paragraph.text, cut) if paragraph.text.endswith((")", *"0123456789")) else None
        if match is None:
            continue
        base = paragraph.span.start
        name = match.group("name")
        group = "name" if name.strip(" ,") else "handle"
        start = base + match.start(group)
        source = Span(start, start + len(match.group(group).rstrip(" ,")))
        before = paragraph.text[: match.start()].rstrip()
        if len(before.split()) > 1:
            yield Signed((Span(base, base + len(before)),), source, i, i, "post")
        elif i > after and i - 1 not in closed and not reading[i - 1].is_end:
            yield Signed((reading[i - 1].span,), source, i - 1, i, "post")
        after = i + 1


def _comments(reading: Reading) -> Iterator[Signed]:
    """Readers' comments: two or more paragraphs in the first person, each above "— Ann Lee, Springfield"."""
    lines = [(i, m) for i in range(1, len(reading)) if (m := SIGNATURE.fullmatch(reading[i].text)) is not None]
    lines = [(i, m) for i, m in lines if reading[i - 1].is_talk and not is_articles(reading[i - 1], ())]
    if len(lines) < 2:
        return
    for i, match in lines:
        yield Signed((reading[i - 1].span,), _named(reading[i].span.start, match), i - 1, i, "signed")
