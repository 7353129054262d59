"""The small county with its three administrators, and people who see little or nothing."""

import re
from dataclasses import dataclass

import pytest

from people.models import User
from tests.factories import UserFactory
from tests.lives import County

ONE_TIME = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")


@dataclass
class Staff:
    """Everybody who is not in `County`."""

    sysadmin: User
    secadmin: User
    auditor: User
    panelist: User
    newcomer: User
    unit_clerk: User


@pytest.fixture
def staff(county: County) -> Staff:
    """One administrator of each kind, a panelist, somebody without any role, a clerk of one unit."""
    return Staff(
        sysadmin=UserFactory(username="sysadmin", organisation=county.root, roles=["sysadmin"]),
        secadmin=UserFactory(username="secadmin", organisation=county.root, roles=["secadmin"]),
        auditor=UserFactory(username="auditor", organisation=county.root, roles=["auditor"]),
        panelist=UserFactory(username="panelist", organisation=county.root, roles=["panelist"]),
        newcomer=UserFactory(username="newcomer", organisation=county.root),
        unit_clerk=UserFactory(username="unit_clerk", organisation=county.unit, roles=["clerk"]),
    )


@pytest.fixture
def sysadmin(staff, client_for):
    """A browser of the system administrator."""
    return client_for(staff.sysadmin)


@pytest.fixture
def secadmin(staff, client_for):
    """A browser of the security administrator."""
    return client_for(staff.secadmin)


@pytest.fixture
def auditor(staff, client_for):
    """A browser of the auditor."""
    return client_for(staff.auditor)
