"""The decisions of a review: each on disk at once, to be undone, resumed, and checked against all the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.judgements_file import Judgement, Sheet
from pipeline.review.cases import Case
from pipeline.schema import Decision


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done last: the case, the line before and after; no lines where the case was only put off."""

    case: Case
    before: Judgement | None = None
    after: Judgement | None = None


@dataclass(slots=True)
class Review:
    """A walk through cases. ``path`` is the file of judgements, made with the first decision.

    The file is read anew before each change, so that what somebody else writes meanwhile stays.
    """

    cases: Sequence[Case]
    path: Path
    who: str
    when: str
    judgements: Judgements = field(default_factory=Judgements)
    _number: dict[int, int] = field(default_factory=dict)
    _answers: list[Decision | None] = field(default_factory=list)
    _put_off: set[int] = field(default_factory=set)
    _steps: list[_Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._number = {id(case): n for n, case in enumerate(self.cases)}
        self._judge(self._sheet())

    def answer(self, case: Case) -> Decision | None:
        """What people say of a case, directly or through third names; None where nobody was asked yet."""
        return self._answers[self._number[id(case)]]

    def current(self) -> Case | None:
        """The first case that nobody decided, those last of which a person was unsure; None when all are done."""
        later = None
        for n, case in enumerate(self.cases):
            if n in self._put_off:
                continue
            answer = self._answers[n]
            if answer is None:
                return case
            later = case if answer == Decision.UNSURE and later is None else later
        return later

    def decide(self, case: Case, decision: Decision, why: str = "") -> list[str]:
        """Write a decision down; returns the contradictions that it has a part in, in words.

        It speaks of the articles that give no fuller name than the two: about a part of a fuller name the article
        itself has decided, and nobody was shown it.
        """
        sheet = self._sheet()
        before = self._line(case, sheet.judgements)
        after = Judgement(case.a.name, case.b.name, case.label, decision, self.who, self.when, why, is_alone=True)
        sheet.with_judgement(after, before).write(self.path)
        sheet = self._sheet()
        self._judge(sheet)
        written = self._line(case, sheet.judgements)
        self._steps.append(_Step(case, before, written))
        if self.answer(case) not in (Decision.SAME, Decision.DIFFERENT):
            self._put_off.add(self._number[id(case)])
        return [text for text in self.judgements.problems if written and f"line {written.line}:" in text]

    def put_off(self, case: Case) -> None:
        """Leave a case for another day; nothing is written."""
        self._put_off.add(self._number[id(case)])
        self._steps.append(_Step(case))

    def undo(self) -> Case | None:
        """Take the last step back, on disk too; returns its case, None when there is no step to undo."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._put_off.discard(self._number[id(step.case)])
        if step.after is not None:
            sheet = self._sheet()
            now = self._line(step.case, sheet.judgements)
            if now is not None and step.before is None:
                sheet.without(now).write(self.path)
            elif now is not None and step.before is not None:
                sheet.with_judgement(step.before, now).write(self.path)
            self._judge(self._sheet())
        return step.case

    def count(self) -> dict[Decision | None, int]:
        """How many cases are same, different, unsure, and not yet looked at (None)."""
        return {key: self._answers.count(key) for key in (Decision.SAME, Decision.DIFFERENT, Decision.UNSURE, None)}

    def _sheet(self) -> Sheet:
        return Sheet.read(self.path) if self.path.exists() else Sheet()

    def _judge(self, sheet: Sheet) -> None:
        """Take in the file: what it says of each case, and "unsure" where its line for the case binds nothing."""
        self.judgements = Judgements.of(sheet.judgements, str(self.path))
        lines = {row.pair for row in sheet.judgements}
        self._answers = [
            self.judgements.between(case.a.name, case.b.name, case.label)
            or (Decision.UNSURE if frozenset((case.a.name, case.b.name)) in lines else None)
            for case in self.cases
        ]

    @staticmethod
    def _line(case: Case, rows: Sequence[Judgement]) -> Judgement | None:
        """The line about exactly these two names; the last of several."""
        names = frozenset((case.a.name, case.b.name))
        return next((r for r in reversed(rows) if r.pair == names and r.label in (case.label, None)), None)
