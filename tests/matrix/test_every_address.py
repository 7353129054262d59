"""Every address × every role × every relation × every method, against one table."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.models import Role
from tests.matrix.table import OPEN, SIGHT, TABLE
from tests.matrix.world import RELATIONS, make_world

METHODS = ("get", "post", "head", "put", "delete")
# What a page that does nothing without a value is sent.
WITH = {"inbox_read": {"upto": "1"}}
# An answer to somebody who may: a page, a redirect, "not in this state", "this does not fit".
ANSWERED = {200, 204, 302, 409, 422}


def patterns(resolver=None, prefix=""):
    """(name, pattern) of every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield entry.name, prefix + str(entry.pattern)


ADDRESSES = dict(patterns())


def test_every_address_has_a_name_and_stands_in_the_table():
    assert set(ADDRESSES) == set(TABLE) | OPEN


@pytest.fixture
def world(db):
    return make_world()


def url_of(name, world, relation):
    """The address of a page about the thing in that relation."""
    row = TABLE[name]
    if not row.thing:
        return reverse(name)
    if row.thing == "figure":
        return reverse(name, args=["closing"])
    thing = world.things[row.thing, relation]
    if row.thing == "measure" and ADDRESSES[name].count("<") == 2:
        return reverse(name, args=[thing.issue_id, thing.pk])
    return reverse(name, args=[thing.pk])


def expected(name, role, relation, method):
    """The statuses that are right."""
    row = TABLE[name]
    method = "get" if method == "head" else method
    if not SIGHT[row.thing](role, relation):
        return {404, 405} if method not in row.methods.split() else {404}
    if method not in row.methods.split():
        return {405, 403}
    return ANSWERED if (role, relation) in row.may else {403}


def ask(client, method, url, data=None):
    """Ask and take back whatever it did, also to the session."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(url, data)
        if answer.streaming:
            list(answer.streaming_content)  # to its end, so that the file is closed
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_may(name, world, client_for):
    relations = RELATIONS if TABLE[name].thing not in {"", "figure"} else ("own",)
    wrong = []
    for role in Role.values:
        client = client_for(world.people[role])
        for relation in relations:
            url = url_of(name, world, relation)
            for method in METHODS if relation == "own" else METHODS[:2]:
                status = ask(client, method, url, WITH.get(name) if method == "post" else None)
                right = expected(name, role, relation, method)
                if status not in right:
                    wrong.append(f"{role} {relation} {method.upper()} {url}: {status}, not {sorted(right)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_strangers_are_sent_to_the_login_page(name, world):
    url = url_of(name, world, "own")
    for method in ("get", "post"):
        answer = getattr(Client(), method)(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("login"))
