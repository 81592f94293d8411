"""One name that several bear: who is parted from whom, in time that grows with the articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from pipeline.reconcile.chains import Chain, Member
from pipeline.reconcile.namesakes import MANY_TIMES, MOST_NAMESAKES, split_namesakes
from pipeline.schema import Label
from tests.growth import is_linear

COUNTRIES = ("France", "Spain", "Chile", "Kenya", "Japan", "Norway")


def chain(n: int, name: str, *roles: str, label: Label = Label.PERSON, said: tuple[int, ...] = ()) -> Chain:
    return Chain(f"a{n:05}", label, ((name, 1),), (Member(f"a{n:05}:0", "name", 1.0, ""),), roles, said=said)


def parts(chains: list[Chain], companions: dict[int, set[str]] | None = None) -> list[list[int]]:
    beside = {chains[i].chain_id: frozenset(names) for i, names in (companions or {}).items()}
    place = {c.chain_id: i for i, c in enumerate(chains)}
    return [[place[c.chain_id] for c in part] for part in split_namesakes(chains, beside)]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((["Ohio senator"], ["Ohio senator"]), [[0, 1]]),
        ((["Ohio senator"], ["NFL coach"]), [[0], [1]]),
        ((["Ohio senator"], ["NFL coach"], ["senator"]), [[0, 2], [1]]),
        ((["Ohio senator"], ["NFL coach"], ["NFL coach"], []), [[1, 2, 3], [0]]),
        (([], ["Ohio senator"], ["NFL coach"]), [[0, 1], [2]]),
    ],
)
def test_roles_that_contradict_part_a_name_that_many_bear(
    roles: tuple[list[str], ...], expected: list[list[int]]
) -> None:
    assert parts([chain(i, "John Walker", *said) for i, said in enumerate(roles)]) == expected


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["candidate", "billionaire"], [[0, 1]]),
        (["Ohio senator", "NFL coach"], [[0, 1]]),
        (["Ohio governor", "Texas governor"], [[0], [1]]),
        (["mayor of Salem", "mayor of Boston"], [[0], [1]]),
    ],
)
def test_a_rare_name_is_parted_only_by_one_office_in_two_places(roles: list[str], expected: list[list[int]]) -> None:
    assert parts([chain(i, "Ned Amsel", role) for i, role in enumerate(roles)]) == expected


@pytest.mark.parametrize("role", ["candidate", "Republican nominee", "Democrat"])
def test_a_candidate_may_have_any_other_occupation(role: str) -> None:
    assert parts([chain(0, "John Walker", role), chain(1, "John Walker", "billionaire")]) == [[0, 1]]


def test_one_article_does_not_part_a_name_that_many_articles_give_to_one() -> None:
    senators = [chain(i, "John Walker", "Ohio senator") for i in range(1, MANY_TIMES + 1)]
    coach, governor = (chain(0, "John Walker", role) for role in ("NFL coach", "Texas senator"))
    assert parts([coach, *senators]) == [list(range(MANY_TIMES + 1))]
    assert parts([coach, *senators[1:]]) == [list(range(1, MANY_TIMES)), [0]]
    assert parts([governor, *senators]) == [list(range(1, MANY_TIMES + 1)), [0]]


def test_much_company_outweighs_roles() -> None:
    chains = [chain(0, "John Walker", "Ohio senator"), chain(1, "John Walker", "NFL coach")]
    company = {"Ann Lee", "Ben Roe", "Cy Dorn", "Di Eck"}
    assert parts(chains, {0: company, 1: company}) == [[0, 1]]
    assert parts(chains, {0: company, 1: company - {"Ann Lee"}}) == [[0], [1]]


def test_an_institution_of_every_country_is_one_in_one_company() -> None:
    chains = [chain(i, "Parliament", label=Label.ORG) for i in range(4)]
    beside = {0: {"Paris", "Lyon"}, 1: {"Madrid", "Seville"}, 2: {"Paris", "Lyon", "Nice"}, 3: {"Madrid"}}
    assert parts(chains, beside) == [[0, 2], [1], [3]]


def test_a_lone_surname_is_one_where_the_office_is() -> None:
    chains = [chain(0, "Smith", "mayor of Salem"), chain(1, "Smith"), chain(2, "Smith", "mayor of Salem")]
    assert parts(chains) == [[0, 2], [1]]


def test_beyond_many_namesakes_one_with_a_known_office_still_finds_its_own() -> None:
    n = MOST_NAMESAKES + 10
    offices = [f"governor, {1500 + 8 * i}-{1503 + 8 * i}" for i in range(n)]
    found = parts([chain(i, "Ned Amsel", office) for i, office in enumerate([*offices, offices[-1]])])
    assert len(found) == n
    assert [n - 1, n] in found


def _everybody_else(n: int) -> tuple[list[Chain], dict[str, frozenset[str]]]:
    chains = [chain(i, "Smith", f"{COUNTRIES[i % 6]} farmer {2 * i}-{2 * i + 1}") for i in range(n)]
    return chains, {c.chain_id: frozenset({f"Neighbor {i}", f"Sister {i}"}) for i, c in enumerate(chains)}


def _all_contradict(n: int) -> tuple[list[Chain], dict[str, frozenset[str]]]:
    return [chain(i, "Ned Amsel", f"governor, {1500 + 3 * (i % 190)}-{1501 + 3 * (i % 190)}") for i in range(n)], {}


@pytest.mark.parametrize("made", [_everybody_else, _all_contradict])
def test_time_grows_with_the_articles(made: Callable[[int], tuple[list[Chain], dict[str, frozenset[str]]]]) -> None:
    assert is_linear(lambda n: partial(split_namesakes, *made(n)), 300)


def test_a_lone_namesake_that_joins_the_main_one_leads_no_quotation_astray() -> None:
    said = tuple(range(10, 14))
    main = [chain(i, "John Smith", "Ohio senator") for i in range(40)]
    others = [chain(40, "John Smith", "NFL coach"), chain(41, "John Smith", "Texas senator", said=said)]
    last = chain(42, "John Smith", said=said)
    found = parts([*main, *others, last])
    assert [41, 42] in found
    assert sorted(i for part in found for i in part) == list(range(43))
