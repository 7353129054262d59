"""What the tests of the pages about measures share: the day, and people in front of the browser."""

import pytest
import time_machine

from measures import actions
from tests import lives
from tests.issues.conftest import Desk


@pytest.fixture
def on_the_day():
    """It is the day of tests.lives.TODAY, nine in the morning."""
    with time_machine.travel("2026-11-20 09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def at_desk(client_for, on_the_day):
    """`at_desk(user)`: that person, signed in, on the day."""
    return lambda user: Desk(client_for(user))


@pytest.fixture
def liaison(at_desk, county):
    """The liaison of the responsible unit."""
    return at_desk(county.liaison)


@pytest.fixture
def clerk(at_desk, county):
    """The clerk of the county's office."""
    return at_desk(county.clerk)


@pytest.fixture
def reviewer(at_desk, county):
    """The reviewer of the county's office."""
    return at_desk(county.reviewer)


@pytest.fixture
def leader(at_desk, county):
    """The leader who leads the issues."""
    return at_desk(county.leader)


@pytest.fixture
def claimed(county):
    """整改中, nothing done yet."""
    return lives.claimed(county)


@pytest.fixture
def planned(county, claimed):
    """整改中 with two measures."""
    rows = [
        actions.MeasureRow(None, "精简会议"),
        actions.MeasureRow(None, "提前送审议题", person="办公室主任"),
    ]
    return actions.save_measures(issue=claimed, rows=rows, by=county.liaison, version=claimed.version)
