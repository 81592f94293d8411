"""The walk through the cases: a key or a line in, a decision out."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline.review.cases import Case, read_cases
from pipeline.review.decisions import Review
from pipeline.review.keys import Ask, Keyboard, ask_line
from pipeline.review.screen import HELP, KEYS, SAID, show_case, show_done
from pipeline.schema import Decision

COMMANDS = {
    "s": "same", "y": "same", "a": "same", "=": "same", "accept": "same",
    "d": "different", "x": "different", "r": "different", "reject": "different",
    "u": "unsure", "l": "later", "skip": "later", "m": "more", "n": "note", "z": "undo", "q": "quit",
    "?": "help", "h": "help",
}  # fmt: skip
DECIDED = {"same": Decision.SAME, "different": Decision.DIFFERENT, "unsure": Decision.UNSURE}


def review_tables(
    folder: Path, judgements: Path, who: str, when: str, *, with_sure: bool = False, console: Console | None = None
) -> None:
    """Walk the uncertain merges of a folder of tables; each decision is in the file ``judgements`` at once.

    Takes single keys where stdin is a terminal, lines otherwise, and ends where the input ends. Raises
    ``ConfigError`` for tables or judgements that cannot be read or written.
    """
    console = console or _terminal()
    review = Review(read_cases(folder, with_sure=with_sure), judgements, who, when)
    console.print(Text(f"{len(review.cases)} pairs of {folder}; decisions go to {judgements}"))
    for problem in review.judgements.problems:
        _warn(console, problem)
    with suppress(KeyboardInterrupt):
        walk(review, console, Keyboard() if sys.stdin is not None and sys.stdin.isatty() else ask_line)
    console.print()
    show_done(console, review)


def _terminal() -> Console:
    """What is printed to. Characters that no encoding of the terminal has, in or out, never end a review."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return Console(highlight=False)


def walk(review: Review, console: Console, ask: Ask) -> None:
    """Show case after case and do what is asked, until all are done, the input ends, or one quits."""
    note = ""
    shown: Case | None = None
    while (case := review.current()) is not None:
        if case is not shown:
            console.print()
            show_case(console, review, case)
            shown, note = case, ""
        console.print(Text(KEYS, style="dim"))
        given = ask("> ")
        if given is None:
            return
        word, _, rest = given.strip().partition(" ")
        command = COMMANDS.get(word.lower(), word.lower())
        if command == "quit":
            return
        if command == "note":
            note = rest.strip() or (ask_line("note: ") or "").strip()
        elif command in DECIDED:
            _decide(review, console, case, DECIDED[command], rest.strip() or note)
        else:
            shown = _other(review, console, case, command)


def _decide(review: Review, console: Console, case: Case, decision: Decision, why: str) -> None:
    open_before = [other for other in review.cases if other is not case and review.answer(other) is None]
    problems = review.decide(case, decision, why)
    console.print(Text(f"  {case.a.name} / {case.b.name}: {SAID[decision]}", style="green"))
    for other in open_before:
        if (follows := review.answer(other)) is not None:
            told = f"  {other.a.name} / {other.b.name}: {SAID[follows]}, which follows; not asked any more"
            console.print(Text(told, style="green"))
    for problem in problems:
        _warn(console, problem)
        console.print(Text("  Undo with z, or mend the lines in the file; the review goes on.", style="yellow"))


def _other(review: Review, console: Console, case: Case, command: str) -> Case | None:
    """Do what decides nothing; returns the case where it need not be shown again."""
    if command == "later":
        review.put_off(case)
        return None
    if command == "undo":
        undone = review.undo()
        told = "nothing to undo" if undone is None else f"{undone.a.name} / {undone.b.name}: taken back"
        console.print(Text(f"  {told}", style="green"))
        return case if undone is None else None
    if command == "more":
        show_case(console, review, case, is_all=True)
    elif command == "help":
        console.print(Text(HELP))
    elif command:
        console.print(Text(f"  {command!r} is no key of the review; ? lists them", style="yellow"))
    return case


def _warn(console: Console, problem: str) -> None:
    console.print(Text(f"  Contradiction: {problem}", style="bold yellow"))
