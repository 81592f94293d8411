from __future__ import annotations

import pytest

from pipeline.pages.records import BlockKind
from pipeline.pages.visible import stretches


def found(source: str) -> list[tuple[str, str]]:
    return [
        (stretch.kind.value, "".join(source[start:end] for start, end in stretch.nodes).strip())
        for stretch in stretches(source)
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>a<b>b</b>c</p>d", ["abc", "d"]),
        ("<p title='a > b' x=\"<p>\">one</p>", ["one"]),
        ("<p title=it's>one</p>", ["one"]),
        ("<p a='x'\">one</p>", ["one"]),
        ("a<!-- > <p> -->b<!-->c<!--->d", ["abcd"]),
        ("a<!doctype x>b<?php echo '<p>' ?>c</ >d", ["ab' ?>cd"]),
        ("1 < 2 and a<3", ["1 < 2 and a<3"]),
        ("a<script>if (a </b) '</p>' </script >b<style>p{}</style>c", ["abc"]),
        ("<title>head</title><textarea><p>typed</textarea>seen", ["seen"]),
        ("a<svg><title>icon</title><svg></svg></svg>b<template><p>no</p></template>c", ["abc"]),
        ("a<svg>never closed", ["anever closed"]),
        ("a<script>never closed", ["a"]),
        ("<pre>one\ntwo\n\nthree</pre>", ["one\ntwo", "three"]),
        ("a<p", ["a"]),
        ("a<", ["a<"]),
        ("", []),
    ],
)
def test_text_is_what_a_browser_shows(source: str, texts: list[str]) -> None:
    assert [text for _, text in found(source)] == texts


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("<h2>a<p>b", ["heading", "heading"]),
        ("<h2>a<h3>b</h3>c", ["heading", "heading", "paragraph"]),
        ("<ul><li>a<li>b<ol><li>c</ol>d</ul>e", ["list_item"] * 4 + ["paragraph"]),
        ("<table><tr><td>a<th>b<tr><td><p>c</table>d", ["cell", "cell", "paragraph", "paragraph"]),
        ("<blockquote><p>a</p>b</blockquote></blockquote>c", ["quote", "quote", "paragraph"]),
        ("<figure>a<figcaption>b</figcaption></figure>c", ["paragraph", "caption", "paragraph"]),
        ("<div class='media caption'>a<div>b</div>c</div>d", ["caption", "caption", "caption", "paragraph"]),
        ("<p class=photo-caption>a<p>b", ["caption", "paragraph"]),
        ("<img class='caption'><p>a", ["paragraph"]),
        ("<div class='no-caption'>a", ["paragraph"]),
    ],
)
def test_kinds_follow_the_open_elements(source: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(source)] == kinds


def test_a_large_element_of_class_caption_is_no_caption() -> None:
    source = f"<div class='caption'>{'<p>The board voted to close the pier.</p>' * 200}</div>"
    assert {stretch.kind for stretch in stretches(source)} == {BlockKind.PARAGRAPH}


def test_the_share_of_links_and_the_parent_are_known() -> None:
    one, two, three = stretches("<div class='a b'><p>12<a href=x>345678</a>90</p><p>x</p></div><p>y</p>")
    assert (one.linked_share, two.linked_share, one.parent.label) == (0.6, 0.0, "a b")
    assert one.parent is two.parent is not three.parent
