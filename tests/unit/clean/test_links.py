from __future__ import annotations

from pipeline.clean.links import mark_boxes, mark_topic_links
from pipeline.clean.pieces import Piece

BLOB = "Anabel RuizMayor says no to new ferry Board votes to close old pier What the vote means for the coast MORE"


def piece(text: str) -> Piece:
    return Piece(0, len(text), text)


def split(text: str) -> list[tuple[str, str]]:
    return [(p.text, p.reason) for p in mark_topic_links([piece(text)])]


def test_topics_glued_into_a_sentence_are_split_off() -> None:
    assert split(f"Harbour chair Ana Ruiz{BLOB} (I) signed the order.") == [
        ("Harbour chair Ana Ruiz", ""),
        (BLOB, "topic_links"),
        ("(I) signed the order.", ""),
    ]


def test_a_name_with_capitals_inside_keeps_them() -> None:
    blob = "Ian (Mac) McEwan-BoydBoard votes to close old pier MORE"
    assert split(f"The mayor, Ian McEwan-Boyd{blob} said no.")[:2] == [
        ("The mayor, Ian McEwan-Boyd", ""),
        (blob, "topic_links"),
    ]


def test_two_names_of_one_sentence_give_their_topics_both() -> None:
    found = split(f"Chair Ana Ruiz{BLOB} met chair Ana Ruiz{BLOB} on Monday.")
    assert [reason for _, reason in found] == ["", "topic_links", "", "topic_links", ""]


def test_capitals_alone_are_no_topics() -> None:
    text = "McDonald met MacArthur, and MORE people came; they want MORE, MacArthur said."
    assert split(text) == [(text, "")]


def test_a_box_ends_with_the_first_sentence() -> None:
    lines = ["Related stories", "Ferry company asks for more money", "The board met on Monday.", "Old lamps are sold"]
    assert [p.reason for p in mark_boxes([piece(line) for line in lines])] == ["related_link", "related_link", "", ""]
