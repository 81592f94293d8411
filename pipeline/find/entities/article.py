"""One article, one usage: labels made consistent, acronyms joined to their names, missed occurrences found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.find.entities.candidates import Candidate, surname
from pipeline.find.entities.columns import Columns
from pipeline.find.entities.kinds import is_company, is_group, is_place
from pipeline.lexicon import words
from pipeline.schema import Label

FULL_NAME_VOTES = 4  # a surname or a body's first word alone is what the model mistakes for something else
FIRM_VOTES = (
    10  # a company's first word or a paper's last, as news shortens them, is what the model takes for a surname
)
MAX_ACRONYM = 8  # letters
MIN_ACCOUNT = 4  # characters
GOVERNING = frozenset({"administration", "campaign"})

Form = tuple[str, ...]


def acronyms(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """Find acronyms that a name defines in brackets, "Harbor Repair Grant Program (HRGP)", and give them its label.

    An acronym has the first letters of the name's words in their order, or is what the model took for a name there.
    """
    at = {c.start: c for c in found}
    defined: dict[str, Label | None] = {}
    added = []
    for c in found:
        short = _bracketed(columns, c.end)
        if short is None or c.end - c.start < 2 or columns.headline[c.start]:
            continue
        is_known = c.end + 1 in at and at[c.end + 1].end == c.end + 2
        if is_known or _abbreviates(short, columns.form(c.start, c.end)):
            defined[short] = c.label
            added += [] if is_known else [Candidate(c.end + 1, c.end + 2, c.label, "acronym")]
    relabelled = [
        c._replace(label=defined[text], rule="acronym")
        if c.end == c.start + 1 and (text := columns.texts[c.start]) in defined and c.label != defined[text]
        else c
        for c in found
    ]
    return sorted([*relabelled, *added], key=lambda c: c.start)


def _bracketed(columns: Columns, start: int) -> str | None:
    """The acronym in brackets that starts at a token, None where there is none."""
    match columns.texts[start : start + 3]:
        case ["(", short, ")"] if short.isupper() and short.isalpha() and 1 < len(short) <= MAX_ACRONYM:
            return short
    return None


def _abbreviates(short: str, name: Form) -> bool:
    """Whether the letters of an acronym open words of the name, in order, the first of both being the same."""
    initials = iter(word[0].upper() for word in name if word[0].isalpha())
    return name[0][0].upper() == short[0] and all(letter in initials for letter in short)


def consistent(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """Give each form of a name the label that it has most often; a full name speaks for its short form."""
    votes: dict[Form, Counter[Label | None]] = defaultdict(Counter)
    for c in found:
        votes[columns.form(c.start, c.end)][c.label] += 1
    for c in found:
        for short in _short_forms(columns, c):
            if short in votes:
                votes[short][c.label] += _weight(columns, c)
    best = {form: max(v, key=lambda label: (v[label], label is not None)) for form, v in votes.items()}
    return [
        c if c.label == label else c._replace(label=label, rule="consistency")
        for c in found
        for label in (best[columns.form(c.start, c.end)],)
    ]


def _weight(columns: Columns, c: Candidate) -> int:
    last = columns.texts[c.end - 1]
    is_firm = c.label == Label.ORG and (is_company(last) or last in words("entity_papers"))
    return FIRM_VOTES if is_firm else FULL_NAME_VOTES


def _short_forms(columns: Columns, c: Candidate) -> Iterator[Form]:
    """The surname of a person; a newspaper's last word ("the Herald"); else an organisation's first word.

    The first word says nothing where it is a place or a nationality.
    """
    form = columns.form(c.start, c.end)
    if c.label == Label.PERSON and (last := surname(form)):
        yield last
    if c.label == Label.ORG and form[-1] in words("entity_papers"):
        yield form[-1:]
    is_firm = c.label == Label.ORG and len(form) > 1 and columns.texts[c.end - 1] not in GOVERNING
    if is_firm and form[0].istitle() and not is_place(form[0]) and not is_group(form[0]):
        yield form[:1]


def governments(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; a person before "administration" or "campaign" makes a body: "Ford administration"."""
    return [
        c._replace(end=c.end + 1, label=Label.ORG, rule="government")
        if c.label == Label.PERSON and columns.texts[c.end : c.end + 1] and columns.texts[c.end].lower() in GOVERNING
        else c
        for c in found
    ]


def handles(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """Names of accounts, "@CoastGuardNews", that hold a name of the article in their letters, with its kind.

    The longest name decides, at least four letters long or an acronym; other accounts stay unnamed.
    """
    accounts = [i for i, text in enumerate(columns.texts) if text[0] == "@" and len(text) > MIN_ACCOUNT]
    if not accounts:
        return []
    known: dict[str, Label | None] = {}
    for c in found:
        form = columns.form(c.start, c.end)
        for short in (form, surname(form) or form if c.label == Label.PERSON else form):
            known.setdefault("".join(short), c.label)
    longest = sorted((n for n in known if len(n) >= MIN_ACCOUNT or (len(n) > 2 and n.isupper())), key=len, reverse=True)
    named = ((i, next((n for n in longest if _is_in(n, columns.texts[i])), None)) for i in accounts)
    return [Candidate(i, i + 1, known[name], "account") for i, name in named if name is not None]


def _is_in(name: str, account: str) -> bool:
    """Whether an account holds a name; an acronym only in capitals."""
    return name in account if name.isupper() else name.lower() in account.lower()


def seen_elsewhere(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """Further occurrences of the article's names, and of its people's surnames, where the model saw none.

    A single word that the model passes over more often than it takes it for a name is none.
    """
    taken = {i for c in found for i in range(c.start, c.end)}
    known: dict[Form, Label | None] = {}
    times = Counter(columns.form(c.start, c.end) for c in found)
    for c in found:
        known.setdefault(columns.form(c.start, c.end), c.label)
    surnames = {last for c in found if c.label == Label.PERSON and (last := surname(columns.form(c.start, c.end)))}
    known = {**dict.fromkeys(sorted(surnames), Label.PERSON), **known}
    by_first: dict[str, list[Form]] = defaultdict(list)
    for form in known:
        if form[0][:1].isupper() and (len(form) > 1 or len(form[0]) > 1):
            by_first[form[0]].append(form)
    missed = defaultdict(list)
    for at, text in enumerate(columns.texts):
        for form in by_first.get(text, ()):
            end = at + len(form)
            if columns.form(at, end) == form and taken.isdisjoint(range(at, end)) and _is_free(columns, at, form):
                missed[form].append(at)
    return [
        Candidate(at, at + len(form), known[form], "seen_elsewhere")
        for form, places in missed.items()
        if len(form) > 1 or form in surnames or len(places) <= times[form]
        for at in places
    ]


def _is_free(columns: Columns, at: int, form: Form) -> bool:
    """Whether a repeated form is a name there, not a plain word that opens a sentence or stands in a headline."""
    if len(form) > 1:
        return True
    if columns.texts[at + 1 : at + 2] == ["$"]:
        return False  # "5 million US$"
    return form[0].lower() not in columns.plain or not (columns.headline[at] or columns.doc[at].is_sent_start)
