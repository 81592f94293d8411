"""Every span of a page's text, and of its cleaned article, leads to source that says the same."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import clean_article
from pipeline.pages import page as pages
from pipeline.pages.align import Folded
from pipeline.pages.extract import Chosen
from pipeline.pages.page import read_page
from pipeline.schema import Article, RawArticle
from pipeline.spans import Span

OPEN_PAGES = sorted(Path("../shared/bench/cleaning/html").glob("*.html.gz"))[::7]  # 13 of 88, which take 20 s
FOUND_AGAIN = 0.995  # of the paragraphs that trafilatura chose

# Written apart from the code under test: what is no text to a reader, line breaks, and all other tags.
UNSEEN = re.compile(r"(?is)<!--(?:-?>|.*?(?:-->|\Z))|<(script|style|svg|template)\b.*?</\1\s*>|<[!?][^>]*>")
BREAK = re.compile(r"(?i)<br\b[^>]*>")
TAG = re.compile(r"</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def said(raw: str) -> str:
    """What a slice of source says: tags taken out, unescaped, without white space and invisible characters."""
    bare = TAG.sub("", BREAK.sub(" ", UNSEEN.sub("", raw)))
    return squeezed(html.unescape(bare))


def squeezed(text: str) -> str:
    return "".join(INVISIBLE.sub("", text).split())


WORDS = st.sampled_from(
    ["The board", "pier", "closed", "said Ana Ruiz.", "Monday,", "“never,”", "4.2 million", "AT&amp;T", "caf&eacute;"]
)
NOISE = st.sampled_from(
    [
        "&nbsp;", "&shy;", "&#8217;s", "&#x2014;", "&copy 2019", "&lt;b&gt;", "&", "&notit;", "&#10;", "&nosuch;",
        "\u00ad", "\u200b", "\u00a0", "\r\n", "\n\t", " ", ">", '"', "'", "]]>", "<!-- <p> > -->", "<!-->",
        "<![CDATA[x]]>", "<?x y?>", "<script>'</p>'</script>", "<style>p{}</style>", "<svg><title>i</title></svg>",
        "<template><p>t</p></template>", "<img alt='a > b'>", "<wbr>", "<br>", "<br />", "</b>", "</div>", "</nosuch>",
        '<a title="x > y" href=/z>', "</a>", "<b>", "<span class='caption'>", "<i><b>", "</i></b>",
    ]
)  # fmt: skip
INLINE = st.lists(st.one_of(WORDS, NOISE, st.just(" ")), min_size=1, max_size=14).map("".join)
SENTENCE = st.just("The harbour board of Marlow voted on Monday to close the old pier for two years.")
BLOCK = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(
        ["<p>", "<p class='x'>", "<div>", "<li>", "<ul><li>", "<h2>", "<blockquote>", "<td>", "<pre>", "<br>"]
    ),
    st.one_of(SENTENCE, INLINE),
    INLINE,
    st.sampled_from(["</p>", "</div>", "</li>", "</ul>", "</h2>", "</blockquote>", "</td>", "</pre>", "", "\r\n"]),
)
PAGE = st.builds(
    "<html><head><title>{}</title></head><body><nav>{}</nav><article>{}</article>{}".format,
    INLINE,
    st.lists(BLOCK, max_size=2).map("".join),
    st.lists(BLOCK, min_size=1, max_size=8).map("".join),
    st.lists(BLOCK, max_size=2).map("".join),
)


def article_of(source: str) -> Article:
    return clean_article(RawArticle("a", "a.html", "0", source, is_html=True))


def wrong(article: Article) -> list[tuple[str, str]]:
    """The segments whose source says something else than they do."""
    pairs = [(said(s.raw_span.of(article.source.raw)), squeezed(s.span.of(article.text))) for s in article.segments]
    return [pair for pair in pairs if pair[0] != pair[1]]


@settings(max_examples=60, deadline=None)
@given(PAGE)
@example("<p>one<br>two three</p>" * 9)
def test_blocks_of_a_page_are_in_order_apart_and_traced(source: str) -> None:
    page = read_page(source)
    at, raw_at = 0, 0
    for block in page.blocks:
        text, raw = block.span.of(page.tracked.text), page.tracked.raw_span(block.span)
        assert (block.span.start, raw.start >= raw_at) == (at, True)
        assert text == text.strip(" ")
        assert "\n" not in text
        assert squeezed(text) == said(raw.of(source))
        at, raw_at = block.span.end + 1, raw.end


@settings(max_examples=40, deadline=None)
@given(PAGE, st.integers(0, 400), st.integers(1, 60))
def test_every_stretch_of_a_cleaned_page_is_traced(source: str, start: int, size: int) -> None:
    article = article_of(source)
    for segment in article.segments:
        words = segment.span.of(article.text)
        cut = Span(
            segment.span.start + start % len(words),
            min(segment.span.end, segment.span.start + start % len(words) + size),
        )
        raw = article.raw_span(cut)
        assert 0 <= raw.start <= raw.end <= len(source)
        assert squeezed(cut.of(article.text)) in said(raw.of(source))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text_can_be_read_as_a_page(text: str) -> None:
    page = read_page(text)
    assert [said(page.tracked.raw_span(b.span).of(text)) for b in page.blocks] == [
        squeezed(b.span.of(page.tracked.text)) for b in page.blocks
    ]


@pytest.fixture(scope="module")
def open_articles() -> list[tuple[Article, int, int]]:
    """Some open pages, cleaned, each with how many runs trafilatura chose in it and how many were found again."""
    if not OPEN_PAGES:
        pytest.skip("the open pages are not here: put them at ../shared/bench/cleaning/html")
    found = []
    counts: list[int] = []
    taken = pages._taken

    def counted(page: Folded, runs: list[Chosen]) -> tuple[list[int], list[Chosen]]:
        result = taken(page, runs)
        counts[:] = [len(runs), len(runs) - len(result[1])]
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_taken", counted)
        for path in OPEN_PAGES:
            article = article_of(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
            found.append((article, counts[0], counts[1]))
    return found


def test_every_segment_of_the_open_pages_is_traced(open_articles: list[tuple[Article, int, int]]) -> None:
    assert [wrong(article) for article, _, _ in open_articles if wrong(article)] == []


def test_what_trafilatura_chose_in_the_open_pages_is_found_again(open_articles: list[tuple[Article, int, int]]) -> None:
    assert sum(n for _, _, n in open_articles) >= FOUND_AGAIN * sum(n for _, n, _ in open_articles)
