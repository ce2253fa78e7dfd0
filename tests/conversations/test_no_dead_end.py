"""C1-C5, P7: whatever people press and write, the menu is near, nothing breaks, rules hold.

``CONVERSATIONS=5000`` plays more of them than a usual run does.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bots import event
from tests.simulation import beginning
from tests.simulation.beginning import Beginning
from tests.simulation.calm import Calm, Facts, Pressed
from tests.simulation.quiet import without_logs
from tests.simulation.walkers import ANSWERS, COMMANDS, NOISE

EXAMPLES = int(os.environ.get("CONVERSATIONS", "200"))
STEPS = 40
WORK = ("anna", "maria", "boris", "pavel")
PEOPLE = (*WORK, "olga", "nina", "ivan", beginning.STRANGER)
#: They see, at most; nothing of a project changes by what they do.
ONLY_LOOK = ("ivan", beginning.STRANGER)
OPEN = ("in_progress", "returned")
#: A stage's way from state to state, and whether its pupils or its reviewers go it.
BY_PUPILS = {("in_progress", "submitted"), ("returned", "submitted")}
BY_STAFF = {
    ("submitted", "accepted"),
    ("submitted", "returned"),
    ("accepted", "returned"),
    ("waiting", "in_progress"),
    ("in_progress", "waiting"),
}

#: What may be said of events, besides the commands and answers of projects.
OF_EVENTS = (
    "События",
    "Предложить событие",
    "Генератор событий",
    "События на одобрении",
    "Найти идею",
    "до 10",
    "около часа",
    "В Телемосте",
    "В лицее",
    "Только лицей",
    "Ученики всех классов",
    "Не нужно",
    "12.12 16:00",
    "45 минут",
    "Записаться",
)

people = st.sampled_from(WORK + PEOPLE)
numbers = st.integers(0, 30)
words = st.sampled_from(COMMANDS + OF_EVENTS) | st.sampled_from(ANSWERS) | st.sampled_from(NOISE)


#: Imported so that events can be talked about.
DIALOGS = event.DIALOGS


class Conversations(RuleBasedStateMachine):
    """People talk at random; after each act everything that must hold is asked."""

    base: Beginning

    def __init__(self) -> None:
        super().__init__()
        self.calm = Calm(self.base)
        self.ids = self.calm.residents()
        self.before = self.calm.facts()
        self.acting = ""

    def teardown(self) -> None:
        try:
            for name in PEOPLE:
                self._comes_to_the_menu(name)
        finally:
            self.calm.close()

    @initialize()
    def everybody_says_hello(self) -> None:
        for name in WORK:
            self._writes(name, "Мои проекты")

    @rule(who=people, which=numbers)
    def presses_what_came_last(self, who: str, which: int) -> None:
        self._presses(who, which, last=2)

    @rule(who=st.sampled_from(WORK), which=numbers)
    def goes_on_with_work(self, who: str, which: int) -> None:
        self._presses(who, which, last=1)

    @rule(who=people, which=numbers)
    def presses_an_old_button(self, who: str, which: int) -> None:
        self._presses(who, which, last=50)

    @rule(who=people, which=numbers)
    def presses_the_same_on_two_devices(self, who: str, which: int) -> None:
        self._presses(who, which, last=3, times=2)

    @rule(who=people, text=words)
    def writes_words(self, who: str, text: str) -> None:
        self._writes(who, text)

    @rule(who=people, text=st.text(max_size=60))
    def writes_anything(self, who: str, text: str) -> None:
        self._writes(who, text)

    @rule(who=people, which=numbers)
    def types_a_label(self, who: str, which: int) -> None:
        labels = [label for one in self.calm.shown(who)[-3:] for label in one.labels]
        if labels:
            self._writes(who, labels[which % len(labels)])

    @rule(who=people, text=st.sampled_from(("Назад", "Отмена")))
    def turns_back(self, who: str, text: str) -> None:
        self._writes(who, text)

    @rule(who=people)
    def wants_the_menu(self, who: str) -> None:
        self._comes_to_the_menu(who)

    @precondition(lambda self: self.acting)
    @rule(minutes=st.sampled_from((1, 90, 60 * 25)))
    def time_passes(self, minutes: int) -> None:
        self.calm.lets_pass(minutes)
        facts = self.calm.facts()
        assert facts.stages == self.before.stages
        assert facts.ticks == self.before.ticks
        self.before = facts

    def _presses(self, who: str, which: int, *, last: int, times: int = 1) -> None:
        found = self.calm.buttons(who, last)
        if not found:
            self._writes(who, "Меню")
            return
        place = found[which % len(found)]
        pressed = self.calm.pressed(who, place)
        for _ in range(times):
            self.calm.press(who, place)
        self._ends(who, f"presses {pressed}", pressed)

    def _writes(self, who: str, text: str) -> None:
        self.calm.write(who, text)
        self._ends(who, f"writes {text!r}")

    def _ends(self, who: str, what: str, pressed: Pressed | None = None) -> None:
        """Everything is taken and sent: what must be so after any act."""
        self.acting = f"{who} {what}"
        said = self.calm.settle()
        assert said[who] > 0, f"{self.acting} and heard nothing"
        self.calm.invariants.check()
        assert self.calm.menu(who) or self.calm.buttons(who, 1), f"{self.acting}: a dead end"
        facts = self.calm.facts()
        self._only_lawful_changes(who, facts)
        if pressed is not None:
            self._does_what_it_says(who, pressed, facts)
        self.before = facts

    def _only_lawful_changes(self, who: str, facts: Facts) -> None:
        """Model: who may move what, and which way."""
        old, me = self.before, self.ids[who]
        if who in ONLY_LOOK:
            assert facts == old, f"{self.acting} changed something"
        for project in facts.projects.keys() - old.projects.keys():
            assert facts.members[project] == {me}, f"{self.acting} began another's project"
        for stage, state in old.stages.items():
            if facts.stages[stage] != state:
                move = (state, facts.stages[stage])
                team = old.members[old.project_of_stage[stage]]
                assert move in (BY_PUPILS if me in team else BY_STAFF), f"{self.acting}: {move}"
        for item, done in old.ticks.items():
            if facts.ticks[item] != done:
                stage = old.stage_of_item[item]
                assert me in old.members[old.project_of_stage[stage]], f"{self.acting}: {item}"
                assert old.stages[stage] in OPEN, f"{self.acting}: {item} of a closed stage"

    def _does_what_it_says(self, who: str, pressed: Pressed, facts: Facts) -> None:
        """Model: a button that is not out of date and is its presser's does what it says."""
        old = self.before
        stage = pressed.args.get("stage", old.stage_of_item.get(pressed.args.get("item", 0), 0))
        project = old.project_of_stage.get(stage, 0)
        fresh = pressed.is_fresh and old.projects.get(project) == "active"
        mine = self.ids[who] in old.members.get(project, frozenset())
        if not (fresh and mine and old.stages[stage] in OPEN):
            return
        if pressed.action == "item.tick":
            assert facts.ticks[pressed.args["item"]] == bool(pressed.args["done"]), self.acting
        if pressed.action == "stage.submit" and old.stages[stage] == "in_progress":
            items = [item for item, of in old.stage_of_item.items() if of == stage]
            ready = all(old.ticks[item] for item in items) and old.supervisors[project]
            if ready and len(old.members[project]) == 1 and project in old.alone:
                assert facts.stages[stage] == "submitted", self.acting
            if not ready:
                assert facts.stages[stage] == "in_progress", self.acting

    def _comes_to_the_menu(self, who: str) -> None:
        """At most two messages from anywhere."""
        for _ in range(2):
            self._writes(who, "Меню")
            if "что нужно, — кнопкой или словами" in self.calm.shown(who)[-1].text:
                break
            if any("что нужно, — кнопкой" in one.text for one in self.calm.shown(who)[-2:]):
                break
        else:
            raise AssertionError(f"{who} does not come to the menu: {self.calm.shown(who)[-1]}")
        assert self.calm.menu(who)


@pytest.fixture
def quiet() -> Iterator[None]:
    with without_logs():
        yield


def test_from_any_state_the_menu_is_near_and_the_rules_hold(
    tmp_path_factory: pytest.TempPathFactory, quiet: None
) -> None:
    class Here(Conversations):
        base = beginning.make(tmp_path_factory.mktemp("conversations"))

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
