"""What the reviewer sees: the two names with their contexts, the reasons, the keys."""

from __future__ import annotations

import re

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from pipeline.review.cases import Case, Place, Side
from pipeline.review.decisions import Review
from pipeline.schema import Decision

SHOWN = 2  # contexts of each name before one asks for more
# Characters that would steer the terminal (C0 and C1 controls) instead of being read.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
KEYS = "[s]ame  [d]ifferent  [u]nsure  [l]ater  [m]ore  [n]ote  [z] undo  [q]uit  [?]"
HELP = """\
s  same: the two names are one bearer's          (also: same, accept, y)
d  different: two bearers                        (also: different, reject, x)
u  unsure: looked at, cannot tell; written down, asked again another day
l  later: nothing is written
m  more contexts        n  a note for the file, taken with the next decision
z  undo the last step   q  quit; every decision is on disk already
Line by line (from a pipe) a note may follow the key: "d two brothers"."""
SAID = {Decision.SAME: "the same", Decision.DIFFERENT: "different", Decision.UNSURE: "unsure"}


def show_case(console: Console, review: Review, case: Case, *, is_all: bool = False) -> None:
    """Print a case; with ``is_all`` every context that is kept."""
    counts = review.count()
    done = len(review.cases) - counts[None] - counts[Decision.UNSURE]
    label = case.label or "no label"
    console.print(Rule(f"{done} of {len(review.cases)} decided · {label} · score {case.score:.2f}", align="left"))
    for letter, side in (("A", case.a), ("B", case.b)):
        _show_side(console, letter, side, is_all)
    console.print(Text(f"Rules say {SAID[case.decision]}:" if case.reasons else f"Rules say {SAID[case.decision]}."))
    for reason in case.reasons:
        console.print(Padding(Text(f"· {_safe(reason)}"), (0, 0, 0, 2), expand=False))


def _show_side(console: Console, letter: str, side: Side, is_all: bool) -> None:
    head = Text.assemble((f"{letter}  ", "bold"), (_safe(side.name), "bold cyan"))
    if side.n_mentions:
        head.append(f"   {_times(side.n_mentions, 'mention')} in {_times(side.n_articles, 'article')}", style="dim")
    if side.roles:
        head.append(f"   {'; '.join(map(_safe, side.roles))}", style="italic")
    console.print(head)
    places = side.places if is_all else side.places[:SHOWN]
    for place in places:
        console.print(Padding(_context(place, side.name, marks=not console.is_terminal), (0, 0, 0, 3), expand=False))
    if len(side.places) > len(places):
        console.print(Text(f"   and {_times(len(side.places) - len(places), 'context')} more: m", style="dim"))


def _context(place: Place, name: str, *, marks: bool) -> Text:
    """The words around a name, the name highlighted: by style, and by marks where no style can be seen."""
    words = _safe(place.context)
    pattern = _pattern(name, words)
    text = Text(pattern.sub(r"»\g<0>«", words) if marks else words)
    text.highlight_regex(pattern, style="bold reverse")
    where = ", ".join(filter(None, (place.article_id, place.source)))
    return Text.assemble("… ", text, " …  ", (f"[{_safe(where)}]", "dim")) if words else Text(f"[{_safe(where)}]")


def _pattern(name: str, context: str) -> re.Pattern[str]:
    """The name as it stands in a context, whatever the white space; its longer words where it does not stand whole."""
    parts = r"\s+".join(map(re.escape, name.split()))
    whole = re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
    words = [re.escape(word) for word in re.findall(r"\w[\w.'’-]*", name) if len(word) > 2]
    if whole.search(context) or not words:
        return whole
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def show_done(console: Console, review: Review) -> None:
    """Print what was decided and what is left."""
    counts = review.count()
    decided = counts[Decision.SAME] + counts[Decision.DIFFERENT]
    console.print(
        Text(
            f"{decided} of {len(review.cases)} decided ({counts[Decision.SAME]} same, {counts[Decision.DIFFERENT]} "
            f"different), {counts[Decision.UNSURE]} unsure, {counts[None]} left."
        )
    )
    if review.judgements.rows:
        held = "beside its input, or given with --judgements, it binds every later run"
        console.print(Text(f"Decisions: {review.path}; {held}."))


def _times(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _safe(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
