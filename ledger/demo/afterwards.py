"""What follows the stories: look-backs, regulations, instructions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import ModuleType

from issues.models import Issue
from ledger.demo.places import Places
from ledger.demo.script import Story
from ledger.demo.verbs import Stage, confirm_look_back, plan_look_back, record_look_back
from measures import actions
from measures.models import Regulation
from people.models import Organisation

Event = tuple[int, Callable[[], None]]
Titled = Callable[[str], Issue]


def follow_ups(script: ModuleType, places: Places, today: date, titled: Titled) -> Iterator[Event]:
    """Events (day from today, act) of one script."""
    stories = {story.title: story for story in script.STORIES}
    for row in script.LOOK_BACKS:
        yield from _look_back(row, places, today, lambda start: _fresh(titled(start)), stories)
    numbers = _document_numbers([row[3] for row in script.REGULATIONS if row[3] is not None], today)
    for name, change, state, day, answered in script.REGULATIONS:
        issued_on = today + timedelta(days=day) if day is not None else None
        rule = Regulation(
            organisation=script_home(places, script),
            name=name,
            change=change,
            state=state,
            issued_on=issued_on,
            document_number=numbers.get(day, ""),
        )
        yield day if day is not None else -3, _regulating(rule, answered, places, titled)
    for start, reason in script.NO_REGULATION:
        yield -1, _stating(start, reason, places, titled)
    for start, day, text, due in getattr(script, "INSTRUCTIONS", ()):
        yield day, _instructing((start, text, due), places, today + timedelta(days=day), titled)


def _document_numbers(days: list[int], today: date) -> dict[int | None, str]:
    """A number for each day something was issued on, as an office gives them: rising, anew every year."""
    numbers: dict[int | None, str] = {}
    given: dict[int, int] = {}
    for day in sorted(days):
        year = (today + timedelta(days=day)).year
        given[year] = given.get(year, 0) + 4 + day % 3
        numbers[day] = f"示例办〔{year}〕{given[year]}号"
    return numbers


def script_home(places: Places, script: ModuleType) -> Organisation:
    """The organisation that runs the script's campaign."""
    return next(c.organisation for c in places.campaigns if c.title == script.TITLE)


def _fresh(issue: Issue) -> Issue:
    issue.refresh_from_db()
    return issue


def _look_back(
    row: tuple[str, int, str, str, str],
    places: Places,
    today: date,
    titled: Titled,
    stories: dict[str, Story],
) -> Iterator[Event]:
    start, day, method, finding, result = row
    story = next(story for title, story in stories.items() if title.startswith(start))

    def stage(at: int) -> Stage:
        return Stage(places, titled(start), story, today + timedelta(days=at), today)

    yield (
        min(day, 0) - 10,
        lambda: plan_look_back(stage(min(day, 0) - 10), method, today + timedelta(days=day)),
    )
    if finding:
        holds = "holds" if result == "recorded" else result
        yield day, lambda: record_look_back(stage(day), finding, holds)
    if finding and result != "recorded":
        yield day + 3, lambda: confirm_look_back(stage(day + 3))


def _regulating(
    rule: Regulation, answered: tuple[str, ...], places: Places, titled: Titled
) -> Callable[[], None]:
    def act() -> None:
        issues = [titled(start) for start in answered]
        actions.save_regulation(regulation=rule, issues=issues, by=places.clerk)

    return act


def _stating(start: str, reason: str, places: Places, titled: Titled) -> Callable[[], None]:
    def act() -> None:
        actions.state_no_regulation(issue=_fresh(titled(start)), reason=reason, by=places.clerk)

    return act


def _instructing(
    said: tuple[str, str, int | None], places: Places, day: date, titled: Titled
) -> Callable[[], None]:
    start, text, due = said

    def act() -> None:
        issue = _fresh(titled(start))
        by = places.leaders["vice"].user or places.clerk
        due_on = day + timedelta(days=due) if due is not None else None
        actions.instruct(issue=issue, text=text, due_on=due_on, by=by, today=day)

    return act
