"""Stretches between quotation marks, and marks that are none. All sentences are invented."""

from __future__ import annotations

import re

import pytest

from pipeline.quotation_costs import CROWD
from pipeline.quotation_marks import find_quotations
from pipeline.spans import Span


def lines(text: str) -> list[Span]:
    """The paragraphs of a text, one a line."""
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def marked(text: str) -> list[str]:
    """The words between the marks of a text."""
    return [q.inner.of(text) for q in find_quotations(text, lines(text))[0]]


# kind: (text, the stretches that must come out, in order)
CASES: dict[str, list[tuple[str, list[str]]]] = {
    "shapes": [
        ("He said “yes” twice.", ["yes"]),
        ('He said "yes" twice.', ["yes"]),
        ("He said ''yes'' twice.", ["yes"]),
        ("He said ``yes'' twice.", ["yes"]),
        ("He said ‘‘yes’’ twice.", ["yes"]),
        ("He said „ja“ twice.", ["ja"]),
        ("He said „ja” twice.", ["ja"]),
        ("He said ‚ja‘ twice.", ["ja"]),
        ("He said «oui» twice.", ["oui"]),
        ("He said « oui » twice.", ["oui"]),
        ("He said »ja« twice.", ["ja"]),
        ("He said ‹oui› twice.", ["oui"]),
        ("He said 「はい」 twice.", ["はい"]),
        ("He said ”ja” twice, and ”nej” once.", ["ja", "nej"]),
        ("He said ‘yes’ twice.", ["yes"]),
        ("He said 'yes' twice.", ["yes"]),
        ("He said `yes' twice.", ["yes"]),
        ("He said ＂yes＂ twice.", ["yes"]),
        ("He said ″yes″ twice.", ["yes"]),
        ('He said \\"yes\\" twice.', ["yes"]),
    ],
    "marks of the wrong hand": [
        ("“Look,“ he said.", ["Look,"]),
        ("”Look,” he said.", ["Look,"]),
        ('“Look," he said.', ["Look,"]),
        ('"Look,” he said.', ["Look,"]),
        ("”Look,“ he said.", ["Look,"]),
        ("The “firm“ and the “house” fell.", ["firm", "house"]),
        ("’Look,’ he said.", ["Look,"]),
        ("‘Look,' he said.", ["Look,"]),
        ("'Look,’ he said.", ["Look,"]),
        ("“Let it rest.’ The mayor then left for “Rigoletto.”", ["Let it rest.", "Rigoletto."]),
        ('„Warte," he said.', ["Warte,"]),
    ],
    "doubled marks": [
        ('""Look,"" he said.', ["Look,"]),
        ('""Look," he said.', ["Look,"]),
        ('An empty pair "" and a blank one " ".', []),
        ('""""""""""', []),
    ],
    "nested": [
        ('"He cried ‘help’ and ran," Kim said.', ["He cried ‘help’ and ran,"]),
        ("'He cried \"help\" and ran,' Kim said.", ['He cried "help" and ran,']),
        ("“She said, ‘He wrote “no” and left,’” Kim said.", ["She said, ‘He wrote “no” and left,’"]),
        ("''I said, 'Go home,''' she recalled. ''He went.''", ["I said, 'Go home,'", "He went."]),
        ("'''Home Run,''' he replied.", ["'Home Run,'"]),
        ("\"'Home Run,'\" he replied.", ["'Home Run,'"]),
        ('"So they shout, "Go home," and you leave," Kim said.', ['So they shout, "Go home," and you leave,']),
        ("“Some of the “old guard” will go,” he said.", ["Some of the “old guard” will go,"]),
        ('"This is not about “fair play” now," he said.', ["This is not about “fair play” now,"]),
        ("«Il a dit “non” hier», she said.", ["Il a dit “non” hier"]),
        ("\"The workers' union called it 'unfair',\" he said.", ["The workers' union called it 'unfair',"]),
        ("“‘No’ means no,” she said.", ["‘No’ means no,"]),
        ("“Then she yelled ‘stop!’” he said.", ["Then she yelled ‘stop!’"]),
    ],
    "single-quoted prose": [
        ("'I don't know,' she said. 'It's the workers' problem.'", ["I don't know,", "It's the workers' problem."]),
        ("‘The workers’ pay is low,’ Kim said.", ["The workers’ pay is low,"]),
        ("‘One Day’ in ‘Rome’ is a film.", ["One Day", "Rome"]),
        ("'No', he said.", ["No"]),
        ("'Who's there?' he asked.", ["Who's there?"]),
        ("‘It’s the boys’ club again,’ said Ann. ‘Always is.’", ["It’s the boys’ club again,", "Always is."]),
        ("'Twas 'odd', he said, 'to see the '60s back'.", ["odd", "to see the '60s back"]),
        ("The drivers' union said 'no deal' to the firms' offer.", ["no deal"]),
        ("'Well - ' he began, 'not now.'", ["Well -", "not now."]),
        ("She called it 'a farce': nobody came.", ["a farce"]),
    ],
    "headlines": [
        ("PM 'to visit' flood town", ["to visit"]),
        ("'No deal': unions reject firms' offer", ["No deal"]),
        ("‘Two or Three Errors’ where Reports ‘Slipped Through’", ["Two or Three Errors", "Slipped Through"]),
        ("Mayor's 'ABBA saved us' gag falls flat", ["ABBA saved us"]),
        ("Fans' fury as 'cruel' cuts hit Wales' clubs", ["cruel"]),
        ("Ex-minister 'lied', court told; 'Panic' in Rome", ["lied", "Panic"]),
        ("Storm: 'We lost everything'", ["We lost everything"]),
    ],
    "apostrophes": [
        ("The workers' union met the drivers' union.", []),
        ("It’s the mayor’s, isn’t it?", []),
        ("Rock 'n' roll of the '90s, 'til dawn.", []),
        ("Rock ‘n’ roll of the ‘90s, ‘til dawn.", []),
        ("The class of '98 met the class of '99.", []),
        ("'Tis the firms' fault, and 'twas the boys' too.", []),
        ("Goin' home, the singin' crowd of Guns N' Roses cheered.", []),
        ("Get 'em while the teams' shirts last.", []),
        ("He read the Qur'an in Xi'an and Hawai‘i.", []),
        ("‘Abd al-Karim met al-‘Ubaydi and the judges’ clerk.", []),
        ("'Abd al-Karim met the workers' union at noon.", []),
        ("The CEO 's plan is n't the firms ' plan.", []),
        ("Ma'am, the o'clock of d'Orsay's Jones' and James' house.", []),
        ("The Smiths' and the Joneses' houses.", []),
        ("\"Get 'em,\" she said of the '80s.", ["Get 'em,"]),
        ("'Get 'em out,' she said.", ["Get 'em out,"]),
        ("‘‘Tis over,’ he said.", ["‘Tis over,"]),
        ("“‘Til death’ was the boys’ motto,” he said.", ["‘Til death’ was the boys’ motto,"]),
    ],
    "measures": [
        ("She is 5'10\" tall, he is 6' 2.", []),
        ('A 12" x 14" board.', []),
        ("She is 5’10” tall.", []),
        ('He stood 6\'2" beside a 32" set and a 40" one.', []),
        ("At 40°26'46\" north and 79°58'56\" west.", []),
        ("The gap is 5' to 6' wide.", []),
        ('The pipe is 7"-8" across.', []),
        ("Cage's 4'33\" was played twice.", []),
        ("She is 5'10'' tall.", []),
        ('He grew 5½" and then 6" more.', []),
        ('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"]),
        ('"The 12" pipe broke," she said.', ['The 12" pipe broke,']),
        ("“He’s like 6’2”,” she said.", ["He’s like 6’2”,"]),
        ('"The 12" and the 14" pipes broke," she said.', ['The 12" and the 14" pipes broke,']),
        ('They sang "Summer of 69" and "Area 51" again.', ["Summer of 69", "Area 51"]),
        ('"Windows 95" was new.', ["Windows 95"]),
        ("'Apollo 13' was sold out.", ["Apollo 13"]),
    ],
    "neighbours": [
        ('("No," he said.)', ["No,"]),
        ('He agreed ("fully").', ["fully"]),
        ('[She said "no."]', ["no."]),
        ('"We [the board] said so [sic]," he wrote.', ["We [the board] said so [sic],"]),
        ('"[We] lost," he wrote.', ["[We] lost,"]),
        ('His word—"never"—was kept.', ["never"]),
        ("His word – ‘never’ – was kept.", ["never"]),
        ('"But—" she began.', ["But—"]),
        ('"—and so on," he said.', ["—and so on,"]),
        ("“...and so on…” he said.", ["...and so on…"]),
        ('"Well..." he said, "...yes."', ["Well...", "...yes."]),
        ('He said "no."1 The rest left.', ["no."]),
        ("He said “no.”[2] The rest left.", ["no."]),
        ("He said “no”.³ The rest left.", ["no"]),
        ('"Yes,"he said.', ["Yes,"]),
        ('He said,"Yes."', ["Yes."]),
        ('He said:"Yes."', ["Yes."]),
        ('"Yes,""No," they said.', ["Yes,", "No,"]),
        ('"Spaces at the end. " he said', ["Spaces at the end."]),
        ('He said " spaces " and " gaps ".', ["spaces", "gaps"]),
        ('"$5 a head," he said. "#yes @kim"', ["$5 a head,", "#yes @kim"]),
        ('She wrote "so good 🎉" and "🎉 wow"🎉.', ["so good 🎉", "🎉 wow"]),
        ('She tweeted "we won https://t.co/AbC12" at noon.', ["we won https://t.co/AbC12"]),
        ('She tweeted: "https://t.co/AbC12 we won".', ["https://t.co/AbC12 we won"]),
        ('The "A"/"B" test and "C"-level jobs.', ["A", "B", "C"]),
        ("\u202a”Sorry,” posted Kim.", ["Sorry,"]),
        ('See <a href="x.html" title="a b">the "old" page</a>.', ["old"]),
    ],
    "conventions of stops and splits": [
        ('He said "yes," and "no."', ["yes,", "no."]),
        ('He said "yes", and "no".', ["yes", "no"]),
        ('"We won," she said, "and they lost."', ["We won,", "and they lost."]),
        ('"Why?" "Because," he said.', ["Why?", "Because,"]),
        ('"No!" — "Yes!" — "No!"', ["No!", "Yes!", "No!"]),
        ('"Really?", she asked.', ["Really?"]),
    ],
    "several paragraphs": [
        ("“One.\n“Two.\n“Three,” he said. “Four.”", ["One.", "Two.", "Three,", "Four."]),
        ('He wrote: "One.\nTwo," and left.', ["One.", "Two,"]),
        ("He wrote: “One.\nTwo.\nThree.”\nShe left.", ["One.", "Two.", "Three."]),
        ("‘One.\n‘Two,’ he said.", ["One.", "Two,"]),
        ("''One.\n''Two,'' he said.", ["One.", "Two,"]),
        ("He said: “One and more.\nShe left.", ["One and more."]),
        ('"One and more.\nShe left.', ["One and more."]),
    ],
    "damage": [
        ('A stray" mark here.\n"Yes," he said.', ["Yes,"]),
        ('The 6" rule and "his" plan" failed.\n"Yes," he said.', ["his", "Yes,"]),
        ("The old “plan failed.\nShe said “yes” twice.", ["yes"]),
        ('"We won," she said. The rest" left. "They lost," he said.', ["We won,", "They lost,"]),
        ('"We won," she said. The "rest left. "They lost," he said.', ["We won,", "They lost,"]),
        ("He called it “a farce, she said. “I left,” he said.", ["I left,"]),
        ("“We won’t go,” she said. It’s “over.” He said so.”", ["We won’t go,", "over."]),
        ('" She left and "they" came.', ["they"]),
    ],
}
FLAT = [
    pytest.param(text, expected, id=f"{kind}-{i}")
    for kind, rows in CASES.items()
    for i, (text, expected) in enumerate(rows)
]


@pytest.mark.parametrize(("text", "expected"), FLAT)
def test_the_words_between_marks_come_out_and_nothing_else(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_marks_that_open_each_paragraph_make_one_run() -> None:
    text = "“One.\n“Two.\n“Three,” he said. “Four.”"
    quotations, strays = find_quotations(text, lines(text))
    assert [(q.inner.of(text), q.run, q.paragraph, q.is_closed) for q in quotations] == [
        ("One.", 0, 0, False),
        ("Two.", 0, 1, False),
        ("Three,", 0, 2, True),
        ("Four.", 1, 2, True),
    ]
    assert strays == ()


@pytest.mark.parametrize("text", ['He wrote: "One.\nTwo," and left.', "He wrote: “One.\nTwo.\nThree.”\nShe left."])
def test_a_quotation_closed_in_a_later_paragraph_is_one_run(text: str) -> None:
    quotations, strays = find_quotations(text, lines(text))
    assert {q.run for q in quotations} == {0}
    assert [q.paragraph for q in quotations] == list(range(len(quotations)))
    assert strays == ()


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("“She said, ‘He wrote “no” and left,’” Kim said.", [["‘He wrote “no” and left,’", "“no”"]]),
        ("“Yes.” “The ‘A’ and ‘B’ are out.”", [[], ["‘A’", "‘B’"]]),
        ('"So they shout, "Go," and you leave."', [['"Go,"']]),
    ],
)
def test_quotations_inside_are_named_at_every_depth(text: str, nested: list[list[str]]) -> None:
    assert [[s.of(text) for s in q.nested] for q in find_quotations(text, lines(text))[0]] == nested


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ('A stray" mark here.\n"Yes," he said.', [7]),
        ('The 6" rule and "his" plan" failed.\n"Yes," he said.', [26]),
        ("The old “plan failed.\nShe said “yes” twice.", [8]),
        ("He wrote: “no and left.\nShe left.", [10]),
        ("The workers' union met at '90s bars.", []),
    ],
)
def test_a_mark_without_partner_is_named(text: str, strays: list[int]) -> None:
    assert [span.start for span in find_quotations(text, lines(text))[1]] == strays


def test_a_paragraph_with_too_many_marks_to_read_is_told_of_and_spoils_no_other() -> None:
    crowded = 'He said "no" ' * (CROWD // 2 + 1)
    text = f'{crowded}\n"Yes," she said.'
    found, strays = find_quotations(text, [Span(0, len(crowded)), Span(len(crowded) + 1, len(text))])
    assert [q.inner.of(text) for q in found] == ["Yes,"]
    assert strays == (Span(8, 9),)
