"""Whether a person may comment or decide now, by the route kept on the form.

Asked again at every press: a screen that shows a button gives no right.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime

from core import authority, delegations, errors, people


def choose_commenter(route: authority.Route, code: str) -> authority.Route:
    """The head's choice among several deputies; *errors.BadInput* ``not-a-candidate``."""
    for actor in route.commenter:
        if actor.kind == "pick" and actor.code == code:
            return replace(route, commenter=(replace(actor, kind="person"),))
    raise errors.BadInput("not-a-candidate", person=code)


def may_act(
    organisation: people.Organisation,
    route: authority.Route,
    actor: str,
    act: people.Act,
    at: datetime,
) -> authority.Actor:
    """Who *actor* is for an act on the form of a stored *route*: itself, or a delegate now.

    A delegate of the day of the route whose paper has ended acts no more. *errors.Refused*
    ``own-form``, ``not-commenter``, ``not-decider``, ``commenter-not-chosen``.
    """
    if actor == route.person:
        raise errors.Refused("own-form", person=actor)
    named = route.commenter if act == "comment" else route.decider
    if any(each.kind == "pick" for each in named):
        raise errors.Refused("commenter-not-chosen", person=route.person)
    for each in named:
        acting = _acting(organisation, each, actor, route.person, act, at)
        if acting is not None:
            return acting
    raise errors.Refused("not-commenter" if act == "comment" else "not-decider", person=actor)


def _acting(
    organisation: people.Organisation,
    named: authority.Actor,
    actor: str,
    subject: str,
    act: people.Act,
    at: datetime,
) -> authority.Actor | None:
    if named.kind != "person":
        return None
    principal = named.given_by or (named.code, named.name)
    if actor == principal[0]:
        return authority.Actor(kind="person", code=actor, name=principal[1])
    chain = delegations.links(organisation, principal[0], act, people.day_of(at))
    before = itertools.takewhile(lambda link: link.receiver != subject, chain)
    if all(link.receiver != actor for link in before):
        return None
    return replace(authority.person_actor(organisation, actor), given_by=principal)
