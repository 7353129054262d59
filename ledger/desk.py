"""What lies on one person's desk on one day: how many of each to-do, how many unread notices."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import rules
from django.db import connections, router

from issues.colours import Policies
from ledger.counting import LIMIT, Counts, count_in_one_query
from ledger.models import Notice
from ledger.remembering import CHANGES_NOTHING, remembered
from ledger.todos import Asker, Todo, own_of, todos_of
from people.models import User

# What lists offer to choose from changes with these alone; categories are filed under their campaign.
STRUCTURE = ("issues.campaign", "people.organisation", "people.leader")
MARKS = """
SELECT
    (SELECT hash FROM trail_entry WHERE verb NOT IN ({changes_nothing}) ORDER BY position DESC LIMIT 1),
    (SELECT hash FROM trail_entry WHERE position = (
        SELECT MAX(position) FROM trail_entry WHERE subject_type IN ({structure})
    )),
    (SELECT COUNT(*) FROM (
        SELECT 1 FROM ledger_notice WHERE person_id = %s AND read_at IS NULL LIMIT %s
    ) AS counted),
    (SELECT MAX(id) FROM ledger_notice WHERE person_id = %s AND read_at IS NULL)
""".format(  # noqa: S608 - marks for parameters only
    changes_nothing=", ".join(["%s"] * len(CHANGES_NOTHING)), structure=", ".join(["%s"] * len(STRUCTURE))
)


@dataclass
class Desk:
    """Asked once, then remembered until something is recorded, or a notice comes or is read."""

    user: User
    today: date
    # Every campaign's thresholds, where a page has asked for them already.
    policies: Policies | None = None

    @cached_property
    def _marks(self) -> tuple[str, str, int, int]:
        """Where the trail stands, as a whole and about the structure; unread notices: how many, the newest.

        One query. Every page asks it, so it is written out: to compose it takes longer than to answer it.
        """
        with connections[router.db_for_read(Notice)].cursor() as cursor:
            cursor.execute(MARKS, (*CHANGES_NOTHING, *STRUCTURE, self.user.pk, LIMIT, self.user.pk))
            position, structure, count, newest = cursor.fetchone()
        return position or "", structure or "", count, newest or 0

    @property
    def position(self) -> str:
        """Where the trail stands: the hash of the last entry that changed something."""
        return self._marks[0]

    @property
    def structure(self) -> str:
        """The same of the last entry about a campaign, an organisation or a leader."""
        return self._marks[1]

    @property
    def name(self) -> str:
        """Under what this person's answers are kept."""
        roles = ",".join(sorted(self.user.roles))
        return f"{self.user.pk}:{self.user.organisation_id}:{roles}:{self.today.isoformat()}"

    @cached_property
    def todos(self) -> list[Todo]:
        """What may wait for this person at all."""
        return todos_of(self.user)

    @cached_property
    def own(self) -> Todo | None:
        """The list of what is the person's own."""
        return own_of(self.user)

    @cached_property
    def asker(self) -> Asker:
        """Who asks, and on which day: asked for once, so that thresholds are too."""
        return Asker(self.user, self.today, self.policies)

    @cached_property
    def counts(self) -> Counts:
        """How many of each of `todos`, and how many different issues they are."""
        return remembered(f"todos:{self.name}", self.position, self._count)

    def _count(self) -> Counts:
        beside = [self.own.question(self.asker)] if self.own else []
        return count_in_one_query([todo.question(self.asker) for todo in self.todos], beside=beside)

    def count_of(self, key: str) -> int:
        """How many of one to-do; 0 for one that is not this person's."""
        keys = [todo.key for todo in self.todos]
        return self.counts.each[keys.index(key)] if key in keys else 0

    @property
    def count_of_own(self) -> int:
        """How many issues are the person's own."""
        return self.counts.beside[0] if self.counts.beside else 0

    @cached_property
    def unread(self) -> int:
        """Unread notices about issues the person still sees."""
        _, _, count, newest = self._marks
        if not count or not rules.has_perm("issues.browse", self.user):
            return 0
        return remembered(f"unread:{self.name}:{count}:{newest}", self.position, self._count_unread)

    def _count_unread(self) -> int:
        return Notice.objects.visible_to(self.user).unread().order_by()[:LIMIT].count()
