"""Two readings of the plan, written apart from each other, send every form the same way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, replace
from random import Random

import pytest

from core import authority, errors, gaps, people
from core.people import WARD_TIME
from tests.core import second_reading, ward
from tests.core.random_ward import DAY, Maker

TABLE = ward.table()
AT = dt.datetime.combine(DAY, dt.time(10), WARD_TIME)
SEEDS = 120


def shown(actor: authority.Actor) -> str:
    for_whom = f" for {actor.given_by[0]}" if actor.given_by else ""
    return f"{actor.kind} {actor.code}".strip() + for_whom


def first(made: Maker, *, kct: bool) -> dict[str, object]:
    organisation = made.organisation()
    settings = {"non_regular_workers": "on" if kct else "off"}
    missing = {
        one.person: list(one.missing) for one in gaps.find(TABLE, organisation, AT, settings)
    }
    found: dict[str, object] = {}
    for person in made.people:
        try:
            route = authority.route(TABLE, organisation, person, AT, settings)
        except (errors.NotFound, errors.Refused):
            found[person] = None
            continue
        found[person] = {
            "position": route.position,
            "unit": route.unit,
            "form": route.form,
            "list_to": route.list_to,
            "commenter": [shown(actor) for actor in route.commenter],
            "decider": [shown(actor) for actor in route.decider],
            "gap": missing.get(person, []),
        }
    return found


def second(made: Maker, *, kct: bool) -> dict[str, object]:
    answers = {person: second_reading.read(made.ward(), person, kct=kct) for person in made.people}
    return {person: answer and asdict(answer) for person, answer in answers.items()}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_both_readings_send_every_form_the_same_way(seed: int) -> None:
    made = Maker(seed)
    kct = seed % 2 == 0
    one, other = first(made, kct=kct), second(made, kct=kct)
    differing = {
        person: (one[person], other[person]) for person in one if one[person] != other[person]
    }
    assert differing == {}


def test_the_wards_are_varied_enough_to_tell_the_readings_apart() -> None:
    """Otherwise the comparison would prove nothing."""
    seen: Counter[str] = Counter()
    for seed in range(SEEDS):
        for answer in second(Maker(seed), kct=True).values():
            if answer is None:
                seen["no form"] += 1
                continue
            assert isinstance(answer, dict)
            seen[answer["position"]] += 1
            seen[f"form {answer['form']}"] += 1
            seen.update(f"gap {what}" for what in answer["gap"])
            for role in ("commenter", "decider"):
                for actor in answer[role]:
                    seen[f"{role} {actor.split()[0]}"] += 1
                    seen[f"{role} delegate"] += " for " in actor
    assert set(second_reading.WHO) <= set(seen)
    kinds = {f"form 0{number}" for number in range(1, 5)} | {"no form", "gap commenter"}
    kinds |= {"gap decider", "commenter pick", "commenter none", "decider none"}
    kinds |= {"commenter outside", "decider outside", "commenter delegate", "decider delegate"}
    assert {kind for kind in kinds if seen[kind] < 20} == set()


def others(organisation: people.Organisation, person: str, chance: Random) -> frozenset[str]:
    """Of those whom the route names, and anybody: who may have entered the form from paper."""
    try:
        route = authority.route(TABLE, organisation, person, AT, {})
    except (errors.NotFound, errors.Refused):
        return frozenset()
    named = {authority.principal_of(actor) for actor in (*route.commenter, *route.decider)}
    named |= {actor.code for actor in (*route.commenter, *route.decider)}
    inside = sorted(code for code in named if organisation.get_person(code) and code != person)
    return frozenset(chance.sample(inside, k=min(len(inside), chance.choice((1, 1, 2)))))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_both_readings_keep_whoever_entered_a_form_from_its_other_parts(seed: int) -> None:
    made = Maker(seed)
    organisation, chance = made.organisation(), Random(seed)
    for person in made.people:
        entered = others(organisation, person, chance)
        if not entered:
            continue
        route = authority.route(TABLE, organisation, person, AT, {}, entered=entered)
        other = second_reading.read(replace(made.ward(), entered=entered), person, kct=False)
        assert other is not None
        one = [shown(actor) for actor in (*route.commenter, *route.decider)]
        assert one == [*other.commenter, *other.decider], (person, entered)
        assert not entered & {actor.code for actor in (*route.commenter, *route.decider)}
