"""Links to other articles that stand between or after the paragraphs: boxes, lists, topic links."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.clean.pieces import WORD, Piece, is_capitalised, is_prose, is_terminated
from pipeline.lexicon import words
from pipeline.pages.records import BlockKind
from pipeline.schema import SegmentKind

LEAST_LINK: Final = 4  # words; fewer are an item of a list ("Port Ellen")
MAX_LINK: Final = 25  # words of another article's headline
NEWSLETTER_LABEL: Final = re.compile(r"(?:[^\s.!?]{1,30} ){0,5}newsletters?", re.IGNORECASE)
NEWSLETTER_OFFER: Final = re.compile(
    r"(?:get|sign up|subscribe|receive|join|enter your|stay|start your|catch up|keep up)\b", re.IGNORECASE
)
MAX_OFFER: Final = 40  # words under the label of a newsletter
# A name, at once its full form, at once the first headline ("Ana RuizAna Maria RuizBoard votes"), up to MORE.
TOPIC: Final = re.compile(
    r"(?<=[A-Za-z.,] )(?P<last>[A-Z][\w'’-]{0,30}[a-z])(?=[A-Z])"
    r"(?P<blob>[\w.()'’\" -]{2,60}?(?P=last)[A-Z].{0,600}? MORE)(?= |$)"
)
MAX_TOPIC_TEXT: Final = 4_000  # characters of a paragraph in which topic links are looked for
MAX_TOPICS: Final = 8  # of one paragraph


@cache
def _labels() -> frozenset[str]:
    return words("clean_link_labels")


def mark_boxes(pieces: list[Piece]) -> list[Piece]:
    """The lines right after a label such as "Related stories" that look like headlines; a newsletter's offer."""
    found = list(pieces)
    in_box = False
    for i, piece in enumerate(pieces):
        if _is_label(piece):
            in_box = True
            found[i] = piece if piece.kind else piece.decided(SegmentKind.BOILERPLATE, "related_link")
        elif piece.kind is None and in_box and _is_link(piece):
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "related_link")
        elif piece.reason != "related_link":
            in_box = False
        if i and NEWSLETTER_LABEL.fullmatch(pieces[i - 1].text) and _is_offer(piece):
            found[i - 1] = pieces[i - 1].decided(SegmentKind.BOILERPLATE, "newsletter")
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "newsletter")
    return found


def _is_label(piece: Piece) -> bool:
    if piece.kind not in (None, SegmentKind.BOILERPLATE) or len(piece.text) > 60:
        return False
    return piece.text.casefold().strip(" .:!|»>…").replace("’", "'") in _labels()


def _is_link(piece: Piece) -> bool:
    """Whether a line may be the headline of another article: no sentence that ends, no line that leads on."""
    n = len(WORD.findall(piece.text[:600]))
    if not LEAST_LINK <= n <= MAX_LINK or piece.text.endswith(":"):
        return False
    return not piece.text.endswith(".") and not is_prose(piece.text)


def _is_offer(piece: Piece) -> bool:
    is_short = len(piece.text) <= 400 and len(WORD.findall(piece.text)) <= MAX_OFFER
    return piece.kind in (None, SegmentKind.BOILERPLATE) and is_short and NEWSLETTER_OFFER.match(piece.text) is not None


def mark_link_lists(pieces: list[Piece]) -> list[Piece]:
    """Two or more items of a list after the last paragraph, all written as headlines, which nothing leads to."""
    found = list(pieces)
    end = len(pieces)
    while end and (pieces[end - 1].kind is not None):
        end -= 1
    start = end
    while start and _is_headline_item(pieces[start - 1]):
        start -= 1
    if end - start >= 2 and start and _ends_prose(pieces[start - 1]):
        for i in range(start, end):
            found[i] = pieces[i].decided(SegmentKind.BOILERPLATE, "related_link")
    return found


def _is_headline_item(piece: Piece) -> bool:
    is_item = piece.kind is None and (piece.block is BlockKind.LIST_ITEM or piece.bullet is not None)
    return is_item and _is_link(piece) and not is_terminated(piece.text) and is_capitalised(piece.text)


def _ends_prose(piece: Piece) -> bool:
    is_item = piece.block in (BlockKind.LIST_ITEM, BlockKind.HEADING) or piece.bullet is not None
    return not is_item and is_terminated(piece.text) and is_prose(piece.text)


def mark_topic_links(pieces: list[Piece]) -> list[Piece]:
    """Splits the list of topics off that a page opens over a name and that copying glues into the sentence."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind is None and len(piece.text) <= MAX_TOPIC_TEXT and " MORE" in piece.text:
            for _ in range(MAX_TOPICS):
                topic = TOPIC.search(piece.text)
                if topic is None:
                    break
                before, rest = piece.split(topic.start("blob"))
                blob, piece = rest.split(len(topic["blob"]))
                found += [before, blob.decided(SegmentKind.BOILERPLATE, "topic_links")]
                if not piece.text:
                    break
        if piece.text:
            found.append(piece)
    return found
