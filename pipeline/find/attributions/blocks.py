"""Finds statements set off without quotation marks: announced statements, "As the paper reports," and transcripts.

A block starts after the line that announces it, at a speaker's label or above a signature, and ends where the article's
voice returns: at the next announcement, a heading, a note, a quotation with its cue, words about the speaker in the
third person, or where the first person that the statement speaks in is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.blocks_announced import Announcement, announcement
from pipeline.find.attributions.blocks_signed import Signed, find_signed, is_closing, is_salutation
from pipeline.find.attributions.blocks_turns import find_turns
from pipeline.find.attributions.blocks_voice import Paragraph, Reading, is_articles, is_set_off, names_of
from pipeline.find.attributions.link import Paragraphs
from pipeline.quotation_marks import Quotation
from pipeline.schema import QuoteKind
from pipeline.spans import Span

MAX_BLOCK = 60  # paragraphs of one statement
LOOK_AHEAD = 1  # paragraphs without the first person that a statement may hold before it comes back
LOOK_AHEAD_WHOLE = 3  # the same where the whole text was promised


def find_blocks(index: Paragraphs, quotations: Sequence[Quotation]) -> list[Attribution]:
    """The block statements and turns of transcripts, in order of place; one piece a paragraph.

    Pieces lie inside their paragraphs, without list marks, labels, stage directions, salutations and signatures. The
    source is the nearest expression in the announcement, label or signature that names the speaker, if one does.
    """
    reading = Reading(index, quotations)
    found, taken = find_turns(reading)
    signed = find_signed(reading, taken)
    for each in signed:
        taken.update(range(each.first, each.last + 1))
    found += _Walk(reading, signed, taken).blocks()
    return sorted(found, key=lambda attribution: attribution.start)


class _Walk:
    """The paragraphs from first to last, each announcement joined with what follows it."""

    def __init__(self, reading: Reading, signed: Sequence[Signed], taken: Collection[int]) -> None:
        self.reading, self.taken = reading, taken
        self.signed = {each.first: each for each in signed}
        self._announced: dict[tuple[int, bool], Announcement | None] = {}

    def blocks(self) -> list[Attribution]:
        found: list[Attribution] = []
        at, after_block = 0, False
        while at < len(self.reading):
            announced = None if at in self.taken else self._announcement(at, after_block)
            signed = self.signed.get(at) or (self.signed.get(at + 1) if announced else None)
            if signed is not None:
                found.append(_signed(self.reading, signed, announced))
                at, after_block = signed.last + 1, True
                continue
            members = [] if announced is None else self._members(at, announced)
            if announced is not None and members:
                found.append(self._statement(announced, members))
            after_block = bool(members)
            at = members[-1] + 1 if members else at + 1
        return found

    def _announcement(self, i: int, after_block: bool) -> Announcement | None:
        key = (i, after_block)
        if key not in self._announced:
            self._announced[key] = announcement(self.reading[i], after_block)
        return self._announced[key]

    def _members(self, at: int, announced: Announcement) -> list[int]:
        """The paragraphs of the statement that paragraph ``at`` announces, none where the article goes on itself."""
        members: list[int] = []
        is_letter = False
        for i in range(at + 1, min(at + 1 + MAX_BLOCK, len(self.reading))):
            paragraph = self.reading[i]
            if paragraph.is_stage:
                continue
            if not members and is_salutation(paragraph.text):
                is_letter = True
                continue
            if not self._is_free(i, bool(members)) or is_closing(paragraph.text):
                break
            if not members and not self._opens(i, announced, is_letter):
                break
            if members and not self._goes_on(i, members[-1], announced, is_letter):
                break
            members.append(i)
        return members

    def _is_free(self, i: int, inside: bool) -> bool:
        return i not in self.taken and self._announcement(i, inside) is None

    def _opens(self, i: int, announced: Announcement, is_letter: bool) -> bool:
        paragraph = self.reading[i]
        if paragraph.bullet:
            return (announced.is_open or paragraph.is_first_person) and self._is_list_of_sentences(i)
        if announced.is_open or is_letter:
            return is_set_off(paragraph, announced.speaker)
        return paragraph.is_first_person and not is_articles(paragraph, announced.speaker)

    def _is_list_of_sentences(self, i: int) -> bool:
        items: list[bool] = []
        while i < len(self.reading) and self.reading[i].bullet and len(items) < MAX_BLOCK:
            items.append(self.reading[i].is_sentence)
            i += 1
        return 2 * sum(items) >= len(items)

    def _goes_on(self, i: int, last: int, announced: Announcement, is_letter: bool) -> bool:
        paragraph = self.reading[i]
        if is_articles(paragraph, announced.speaker):
            return False
        if paragraph.is_first_person:
            return True
        if paragraph.bullet or self.reading[last].bullet:
            return bool(paragraph.bullet) and bool(self.reading[last].bullet)
        if paragraph.is_release(announced.speaker):
            return True
        reach = LOOK_AHEAD_WHOLE if announced.is_whole or is_letter else LOOK_AHEAD
        for k in range(i + 1, min(i + 1 + reach, len(self.reading))):
            following = self.reading[k]
            if not self._is_free(k, True) or is_articles(following, announced.speaker):
                return is_closing(following.text)
            if following.is_first_person:
                return True
        return False

    def _statement(self, announced: Announcement, members: Sequence[int]) -> Attribution:
        paragraphs = [self.reading[i] for i in members]
        pieces = tuple(_words_of(paragraph) for paragraph in paragraphs)
        cue = announced.cue
        # News that another outlet is quoted with is read like the article's own prose; a person's statement is not.
        rule = cue.rule if any(p.is_first_person for p in paragraphs) else "reporting"
        return Attribution(pieces, cue.source, cue.span, (), QuoteKind.BLOCK, rule)


def _words_of(paragraph: Paragraph) -> Span:
    """The paragraph without the mark of a list item."""
    return Span(paragraph.span.start + paragraph.bullet, paragraph.span.end)


def _signed(reading: Reading, signed: Signed, announced: Announcement | None) -> Attribution:
    """A signed statement; the line that announces it gives cue and source where both may be one person."""
    source, cue = signed.source, None
    if announced is not None and announced.cue.source is not None and not _is_other(reading, signed, announced):
        source, cue = announced.cue.source, announced.cue.span
    return Attribution(signed.pieces, source, cue, (), QuoteKind.BLOCK, signed.rule)


def _is_other(reading: Reading, signed: Signed, announced: Announcement) -> bool:
    """Whether a post is signed by another than the line before names; a letter's signature may be a first name."""
    if signed.rule not in ("post", "signed") or signed.source is None or not announced.speaker:
        return False
    tokens = reading.index.doc.char_span(signed.source.start, signed.source.end, alignment_mode="expand")
    return tokens is not None and names_of(list(tokens)).isdisjoint(announced.speaker)
