"""What the tests of the issue pages share: the day, and forms as a browser sends them."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from issues.models import Source


@pytest.fixture
def on_the_day():
    """It is the day of tests.lives.TODAY, nine in the morning."""
    with time_machine.travel("2026-11-20 09:00:00+08:00", tick=False):
        yield


@dataclass
class Desk:
    """One person in front of the browser."""

    client: Client

    def see(self, page: str, /, *args, **query):
        """GET the page named so."""
        return self.client.get(reverse(page, args=args), query)

    def send(self, page: str, /, *args, **values):
        """POST `values` to the page named so; a fresh token unless `once` is given."""
        data = {"once": str(uuid.uuid4()), **values}
        return self.client.post(reverse(page, args=args), {k: v for k, v in data.items() if v is not None})


@pytest.fixture
def at_desk(client_for, on_the_day):
    """`at_desk(user)`: that person, signed in, on the day."""
    return lambda user: Desk(client_for(user))


@pytest.fixture
def typed(county):
    """The register form, filled in completely."""

    def values(**changes: Any) -> dict[str, Any]:
        return {
            "campaign": county.campaign.pk,
            "category": county.category.pk,
            "title": "窗口一次性告知不到位",
            "description": "群众为补一份材料跑了三趟。",
            "source": Source.objects.get(name="走访").pk,
            "found_on": "2026-11-02",
            "scope": "unit",
            "cause": "subjective",
            "severity": "ordinary",
            "rectification": "",
            "lead_leader": county.leader_post.pk,
            "unit": county.unit.pk,
            "co_units": [county.sibling.pk],
            "liaison": county.liaison.pk,
            "due_text": "2026年底前，并长期坚持",
            "target": "一次告知率达到百分之百。",
            "remark": "",
            **changes,
        }

    return values


def text_of(answer) -> str:
    """What a person reads on the page, without tags, on one line."""
    page = re.sub(r"<(script|template)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def error_of(answer, field: str) -> str:
    """The messages beside `field` of the form the page came back with."""
    return " ".join(str(error) for error in answer.context["form"].errors.get(field, []))


def said(answer) -> str:
    """What the next page says was done."""
    return " ".join(str(message) for message in answer.wsgi_request._messages)
