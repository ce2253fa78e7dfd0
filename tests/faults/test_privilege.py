"""Who may do what (T14), from every action and command that there is: by default, nothing.

A button's arguments never leave the store; here they are put there, as if a button of somebody
else's project had come to the wrong person: the act itself must refuse.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlmodel import col, select

from bots import roster
from bots.channel import Incoming
from bots.clock import StoppedClock
from bots.receive import Receiver
from bots.settings import BOTS
from dialogs import registry
from dialogs.registry import Action
from storage import (
    announcement_mailing,
    announcements,
    cases,
    consents,
    consultation_questions,
    consultation_queue,
    consultation_slots,
    consultations,
    drafts,
    handoff_work,
    handoffs,
    journal,
    moderation,
    motions,
    outbox,
    partners,
    profiles,
    relay,
    reports,
    residents,
    slot_bookings,
    talks,
)
from storage.announcements import Announcement, Wanted
from storage.consents import Purpose
from storage.consultation_slots import Window
from storage.event_lists import Registration, Seat
from storage.events import Event, EventHost, EventState
from storage.handoffs import Urgency
from storage.ladder import Step
from storage.motion_rows import MotionKind
from storage.outbox import ButtonRow, Letter, Message
from storage.residents import Kind, Resident, Role
from storage.store import Tx
from tests.storage.conftest import school
from tests.storage.contents import contents
from tests.storage.school import School
from tests.storage.test_acts_table import WORDS, Things, things

__all__ = ["school"]

#: Importing the bots registers everything.
BOT = roster.of(BOTS)

CHANNEL = "vk"
CHAT = "2000000007"
OTHER_CHAT = "2000000008"
#: People who have no part in the project, by short name: kind, class, roles.
OUTSIDERS: dict[str, tuple[Kind, str, tuple[Role, ...]]] = {
    "pupil": (Kind.INTERNAL, "8А", (Role.STUDENT,)),
    "parent": (Kind.INTERNAL, "", (Role.PARENT,)),
    "supervisor": (Kind.INTERNAL, "", (Role.TEACHER, Role.SUPERVISOR)),
    "tutor": (Kind.INTERNAL, "", (Role.TUTOR,)),
    "class teacher": (Kind.INTERNAL, "8А", (Role.CLASS_TEACHER,)),
    "psychologist": (Kind.INTERNAL, "", (Role.PSYCHOLOGIST,)),
    "council": (Kind.INTERNAL, "", (Role.COUNCIL, Role.CHAIR, Role.SECRETARY)),
    "partner": (Kind.EXTERNAL, "", (Role.PARTNER, Role.SUPERVISOR)),
}
STRANGERS = ("nobody", "who left")
EVERYBODY = (*OUTSIDERS, *STRANGERS)
#: What only people of the project may know; «words …» is what was written in it.
KNOWN_INSIDE = ("Раздельный сбор", "Котова", "Белов", "words that are long", "only between two")
#: These need a code that was typed, and their button is made from it (test_codes).
BY_CODE = {"code.use", "code.reject"}
#: These are the Council's, whose member is among the outsiders.
COUNCILS = tuple(
    ["case.", "contract.", "council.", "motion.", "report.", "sanction.", "segment.", "vote."]
)
#: Makes a code of whoever presses it, for another messenger or their class's chat.
OWN_CODE = {"link.qr", "chat.code-class"}
#: Says what whoever presses it wants to be told of, and nobody else.
OWN_CHOICE = {
    "digest.every",
    "digest.empty",
    "digest.hour",
    "digest.weekday",
    "told.switch",
    "told.mute",
}
#: What a psychologist may, of every class: consents for their help are on paper (D1).
OF_CLERKS = {
    ("psychologist", f"consents.{name}") for name in ("class", "enter", "pupil", "purpose", "table")
}
#: Everybody's own affairs, and what a role may do to nobody's harm.
OWN_AFFAIRS = {
    "helpline.note",
    "leisure.hide",
    "mood.erase",
    "mood.mark",
    "psych.away",
    "psych.danger",
    "psych.here",
    "rest.begin",
    "slot.book",
    "talk.mark",
}
#: The Council decides about events, and so sees those that wait.
DECIDES = ("event.", "room.")
#: Tables that every word of anybody changes.
TALK = {"account", "code_try", "draft", "journal", "outbox", "taken_update", "talk"}

#: Who is answered by a command with more than a refusal; all others may say it in vain.
COMMANDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "start",
            "menu",
            "help",
            "cancel",
            "back",
            "register",
            "code",
            "link",
            "known",
            "done",
            "etiquette",
        ),
        frozenset(EVERYBODY),
    ),
    **dict.fromkeys(("events", "generator"), frozenset(EVERYBODY)),
    "event-approvals": frozenset({"council"}),
    **dict.fromkeys(("consultations", "book-consultation"), frozenset(OUTSIDERS)),
    **dict.fromkeys(
        ("consultation", "my-slots"),
        frozenset({"supervisor", "tutor", "class teacher", "partner"}),
    ),
    **dict.fromkeys(("mydata", "projects", "diary", "offers", "event-new"), frozenset(OUTSIDERS)),
    **dict.fromkeys(("new-project", "join-team", "submit", "more-time"), frozenset({"pupil"})),
    "where-to-call": frozenset(EVERYBODY),
    **dict.fromkeys(
        ("rest", "breathe", "stretch", "distract", "mood", "leisure"),
        frozenset(OUTSIDERS) - {"partner"},
    ),
    **dict.fromkeys(("psychologist", "talk-end"), frozenset({"pupil", "psychologist"})),
    "talk-name": frozenset({"pupil"}),
    **dict.fromkeys(
        ("psych-here", "psych-away", "talks", "talk-transfer", "talk-meet", "talk-reveal"),
        frozenset({"psychologist"}),
    ),
    "talk-aside": frozenset({"psychologist"}),
    "psych-queue": frozenset({"psychologist", "supervisor", "tutor", "partner"}),
    "queue": frozenset({"supervisor", "tutor", "partner"}),
    "faq": frozenset(OUTSIDERS) - {"partner"},
    **dict.fromkeys(("ask", "my-questions"), frozenset({"parent"})),
    "parent-questions": frozenset(
        {"supervisor", "tutor", "class teacher", "psychologist", "council"}
    ),
    **dict.fromkeys(
        ("announcements", "new-announcement"),
        frozenset({"supervisor", "class teacher", "council"}),
    ),
    "consents": frozenset({"class teacher", "psychologist"}),
    "my-consents": frozenset(OUTSIDERS),
    **dict.fromkeys(("desk", "paper"), frozenset({"class teacher"})),
    **dict.fromkeys(("children", "digest", "told", "mute"), frozenset({"parent"})),
    "parents-told": frozenset(),
    "digest-preview": frozenset(),
    **dict.fromkeys(("my-records", "appeal", "report"), frozenset(OUTSIDERS)),
    **dict.fromkeys(
        ("remind", "remark", "warn", "silence", "suspend", "lift", "to-council"),
        frozenset(OUTSIDERS),
    ),
    **dict.fromkeys(
        (
            "council",
            "council-list",
            "cases",
            "motions",
            "protocols",
            "mod-queue",
            "register-of",
            "open-segment",
            "close-segment",
            "contract",
            "contracts",
        ),
        frozenset({"council"}),
    ),
    **dict.fromkeys(
        ("chats", "tie", "untie"), frozenset({"supervisor", "class teacher", "partner"})
    ),
}


class Doors:
    """Everybody's accounts, and what came of what they did."""

    def __init__(self, school: School, it: Things) -> None:
        self.store = school.store
        self.it = it
        self.ids = dict(school.ids)
        self._receiver = Receiver(self.store, lambda channel: BOT)
        self.handoff = 0
        self._numbers = count(1)
        self.announcement = self.consent = 0
        self.event = self.line = 0
        self.consultation = self.asked = self.slot = self.booking = 0

    async def open(self) -> None:
        await self.store.run(self._let_in)
        await self.store.run(self._keep_order)
        await self.store.run(self._consult)

    def _consult(self, tx: Tx) -> None:
        """Maria's consultation in another chat, with Anna in the queue; a time that Anna booked."""
        maria, anna = (residents.who(tx, self.ids[name]) for name in ("maria", "anna"))
        chat = talks.open_talk(tx, CHANNEL, OTHER_CHAT, None).id or 0
        made = consultations.open(tx, maria, talk=chat, topic="words that are long").id
        consultation_queue.join(tx, anna, consultation=made, talk=chat)
        self.asked = consultation_questions.ask(tx, anna, consultation=made, text=WORDS).question
        self.consultation = made
        at = tx.now + timedelta(days=1)
        window = Window(at, at + timedelta(minutes=30), timedelta(minutes=30), place="x", places=30)
        self.slot = consultation_slots.offer(tx, maria, window=window)[0].id
        self.booking = slot_bookings.book(tx, anna, slot=self.slot).id

    def _keep_order(self, tx: Tx) -> None:
        """A sanction, a report, a case with a vote, a contract: all of Anna's or the school's."""
        keeper = residents.who(tx, self.ids["council"])
        anna = self.ids["anna"]
        chat = talks.open_talk(tx, CHANNEL, CHAT, None).id or 0
        moderation.give(tx, keeper, to=anna, step=Step.REMARK, reason="words that are long")
        reports.send(tx, keeper, about=anna, talk=chat, message="1", text="words that are long")
        made = cases.bring(tx, keeper, to=anna, summary="words that are long", said="words")
        until = tx.now + timedelta(days=3)
        kind, text = MotionKind.SUSPEND, "words that are long"
        motions.put(tx, keeper, kind=kind, text=text, case=made.id, until=until)
        people = ["Котова Зоя"]
        day = date(2026, 12, 1)
        partners.sign(tx, keeper, organisation="Белов", number="1", until=day, people=people)

    def _let_in(self, tx: Tx) -> None:
        for name, (kind, grade, roles) in OUTSIDERS.items():
            self.ids[name] = profiles.add(
                tx,
                family="Чужой",
                name="Кто",
                grade=grade,
                roles=frozenset(roles),
                kind=kind,
            )
        gone = profiles.add(tx, family="Ушедшая", name="Кто", roles=frozenset({Role.STUDENT}))
        self.ids["who left"] = gone
        self._let_talk(tx)
        for name in (*EVERYBODY, "anna"):
            owner = talks.account(tx, CHANNEL, name)
            owner.resident_id = self.ids.get(name)
            talks.open_talk(tx, CHANNEL, name, owner.id)
        talks.open_talk(tx, CHANNEL, CHAT, None)
        tx.session.get_one(Resident, gone).left_at = tx.now
        self._tell_the_class(tx)
        self.event, self.line = _an_event_that_waits(tx, self.ids)
        drafts.begin(tx, f"r{self.ids['anna']}", "project.new", {}).answers = {"title": "Котова"}

    def _tell_the_class(self, tx: Tx) -> None:
        """An announcement that has left, and a consent that was given."""
        nina, ivan = (residents.who(tx, self.ids[name]) for name in ("nina", "ivan"))
        wanted = Wanted("class", "10А", WORDS, kind=announcements.Kind.READ)
        sent = announcements.compose(tx, nina, wanted=wanted).announcement.id
        announcements.send(tx, nina, announcement=sent)
        tx.session.get_one(Announcement, sent).leaves_at = tx.now
        announcement_mailing.leave(tx, announcement=sent)
        self.announcement = sent
        self.consent = consents.give(
            tx, ivan, subject=self.ids["anna"], purpose=Purpose.EVENTS, text=WORDS
        )

    def _let_talk(self, tx: Tx) -> None:
        """Anna talks with a psychologist."""
        taker = profiles.add(tx, family="Чужой", name="Кто", roles=frozenset({Role.PSYCHOLOGIST}))
        anna = residents.who(tx, self.ids["anna"])
        row = handoffs.ask(tx, anna, topic="family", urgency=Urgency.NOW)
        self.handoff = handoffs.key(row)
        relay.say(tx, anna, handoff=self.handoff, text="only between two")
        handoff_work.take(tx, residents.who(tx, taker), handoff=self.handoff)

    async def does(
        self,
        name: str,
        *,
        chat: bool = False,
        text: str = "",
        press: str | None = None,
        command: str | None = None,
    ) -> str:
        """Somebody's act; gives how it ended."""
        number = next(self._numbers)
        incoming = Incoming(
            CHANNEL,
            f"key-{number}",
            "press" if press else "message",
            peer=CHAT if chat else name,
            user=name,
            in_chat=chat,
            text=text,
            press=press,
            command=command,
            mentioned=chat,
            raw="{}",
        )
        return (await self._receiver.take(incoming)).outcome

    async def button(self, name: str, action: str, *, chat: bool = False) -> str:
        """A button in somebody's own conversation that says the ids of the project's things."""

        def put(tx: Tx) -> str:
            owner = talks.account(tx, CHANNEL, name)
            talk = talks.open_talk(tx, CHANNEL, CHAT if chat else name, owner.id)
            args = self.args(action, talks.account(tx, CHANNEL, "anna").id or 0)
            row = ButtonRow(label="x", action=action, args=args, again=True, style="plain", row=0)
            mine = None if chat else owner.id
            queued = outbox.put(tx, talks.address(talk), Letter("x", (row,)), for_account=mine)
            return tx.session.get_one(Message, queued.id).key

        return f"{await self.store.run(put)}.0"

    def args(self, action: str, anna: int) -> dict[str, int | str]:
        """The ids of everything in the project, under every name that an action may take;
        ``anna`` is her account's."""
        it = self.it
        return {
            "project": it.project,
            "stage": it.stage,
            "item": it.item,
            "remark": it.remark,
            "artefact": it.artefact,
            "review": it.review,
            "offer": it.offer,
            "request": it.leave if action.startswith("leave.") else it.extension,
            "invitation": 1,
            "account": anna,
            "draft": 1,
            "field": "title",
            "value": "x",
            "number": 2,
            "word": "menu",
            "files": "1",
            "done": 1,
            "seen": 0,
            "messenger": "sferum",
            "last": 1,
            "chat": 1,
            "child": it.ids["anna"],
            "every": "day",
            "weekday": 1,
            "hour": 9,
            "on": 1,
            "kind": "overdue",
            "question": self.asked if action.startswith("consultation.") else it.question,
            "consultation": self.consultation,
            "after": 0,
            "sure": 1,
            "instead": 0,
            "slot": self.slot,
            "booking": self.booking,
            "teacher": it.ids["maria"],
            "anyway": 1,
            "entry": 0 if action.startswith("leisure.") else it.entry,
            "helped": 1,
            "announcement": self.announcement,
            "scope": "class",
            "target": "10А",
            "choice": 0,
            "subject": it.ids["anna"],
            "safety": 1,
            "which": "mine" if action.startswith("event") else "all",
            "purpose": "events",
            "grade": "10А",
            "pupil": it.ids["anna"],
            "consent": self.consent,
            **dict.fromkeys(("case", "contract", "motion", "report", "sanction"), 1),
            "resident": self.ids["council"],
            "handoff": self.handoff,
            "to": self.ids["psychologist"],
            "at": 1_800_000_000,
            "mark": "better",
            "mood": "m1",
            "technique": "exhale",
            "run": 1,
            "beat": 1,
            "key": "gto",
            "works": 0,
            "event": self.event,
            "line": "child_line" if action.startswith("helpline.") else self.line,
            "format": "brainstorm",
            "minutes": 40,
            "place": "online",
            "agreed": 1,
        }

    async def said(self, since: int, peer: str | None = None) -> list[str]:
        """All texts, labels and pictures that were queued after a message."""

        def read(tx: Tx) -> list[str]:
            rows = tx.session.exec(select(Message).where(col(Message.id) > since))
            return [
                " | ".join([row.text, *(one["label"] for one in row.buttons), str(row.picture)])
                for row in rows
                if peer in (None, row.peer)
            ]

        return await self.store.run(read)

    async def last(self) -> int:
        return await self.store.run(
            lambda tx: (
                tx.session.exec(select(Message.id).order_by(col(Message.id).desc())).first() or 0
            )
        )

    async def denials(self) -> int:
        return len(await self.store.run(lambda tx: journal.of_act(tx, "denied")))

    def world(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything but the talk about it."""
        return {name: rows for name, rows in contents(self.store).items() if name not in TALK}


def _an_event_that_waits(tx: Tx, ids: dict[str, int]) -> tuple[int, int]:
    """Maria proposed an event; in another of hers Anna's place waits for her parent's word."""
    starts = tx.now + timedelta(days=3)
    made: list[int] = []
    for state in (EventState.WAITING, EventState.APPROVED):
        row = Event(
            uid=state,
            title="words that are long enough" if state is EventState.WAITING else "Вечер",
            purpose="words that are long enough",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            place="online",
            consent=True,
            state=state,
            proposed_by=ids["maria"],
            made_at=tx.now,
            changed_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(EventHost(event_id=row.id, resident_id=ids["maria"]))
        made.append(row.id)
    line = Registration(
        event_id=made[1],
        person=f"r{ids['anna']}",
        resident_id=ids["anna"],
        state=Seat.CONSENT,
        turn=1,
        until=starts,
        at=tx.now,
    )
    tx.session.add(line)
    tx.session.flush()
    assert line.id is not None
    return made[0], line.id


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 9, 7, 9, 0, tzinfo=UTC))


@pytest.fixture
async def doors(school: School) -> AsyncIterator[Doors]:
    made = Doors(school, await things(school))
    await made.open()
    yield made


def test_every_command_is_in_the_table() -> None:
    assert set(COMMANDS) == set(registry.COMMANDS)


def test_every_argument_of_an_action_can_be_forged_here(doors: Doors) -> None:
    given = {"tx", "turn", "form", "before", "asked", "code"}
    wanted = {name for action in registry.ACTIONS.values() for name in parameters(action)}
    assert wanted - given <= set(doors.args("", 0))


def parameters(action: Action) -> tuple[str, ...]:
    code = action.run.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


@pytest.mark.parametrize("chat", [False, True], ids=["in private", "in a chat"])
async def test_a_button_of_anothers_project_does_and_shows_nothing(
    doors: Doors, chat: bool
) -> None:
    wrong = []
    before = doors.world()
    own = BY_CODE | OWN_CODE | OWN_CHOICE | OWN_AFFAIRS
    for action in sorted(set(registry.ACTIONS) - own):
        for name in EVERYBODY:
            if name == "council" and action.startswith((*COUNCILS, *DECIDES)):
                continue
            press = await doors.button(name, action, chat=chat)
            since = await doors.last()
            outcome = await doors.does(name, chat=chat, press=press)
            said = "\n".join(await doors.said(since))
            told = [known for known in KNOWN_INSIDE if known in said]
            if outcome != "answered" or (told and (name, action) not in OF_CLERKS):
                wrong.append(f"{action} by {name}: {outcome}, told {told}")
        if doors.world() != before:
            wrong.append(f"{action} has changed something")
            before = doors.world()
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_button_of_what_one_is_told_is_refused_to_who_is_no_parent(
    doors: Doors, name: str
) -> None:
    before = doors.world()
    for action in sorted(OWN_CHOICE):
        denied = await doors.denials()
        press = await doors.button(name, action)
        assert await doors.does(name, press=press) == "answered"
        assert (await doors.denials() > denied) == (name != "parent"), action
    changed = {table for table, rows in doors.world().items() if rows != before[table]}
    assert changed == ({"preference"} if name == "parent" else set())


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_command_answers_those_it_is_for_and_refuses_the_others(
    doors: Doors, name: str
) -> None:
    wrong = []
    for command, those in COMMANDS.items():
        before = await doors.denials()
        outcome = await doors.does(name, text=registry.COMMANDS[command].label)
        refused = await doors.denials() > before
        if outcome != "answered" or refused == (name in those):
            wrong.append(f"{command}: {outcome}, {'refused' if refused else 'not refused'}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", ["anna", *EVERYBODY])
async def test_in_a_chat_nothing_personal_is_said(doors: Doors, name: str) -> None:
    for command in registry.COMMANDS.values():
        since = await doors.last()
        await doors.does(name, chat=True, text=command.label)
        await doors.does(name, chat=True, command=command.name)
        in_chat = "\n".join(await doors.said(since, peer=CHAT))
        for known in (*KNOWN_INSIDE, "Чужой", "Ушедшая", "Соколова"):
            assert known not in in_chat, command.name


FORGED = [
    "",
    ".",
    "0",
    "x.0",
    "{key}",
    "{key}.",
    "{key}.-1",
    "{key}.1",
    "{key}.99999999999999999999",
    "{key}.p0",
    "{key}.p99999999",
    "{key}.p-1",
    "{key}.0.0",
    "{key}.٣",
    "{key}.0' OR 1=1 --",
    "{key}" * 300,
]


async def test_anothers_button_is_refused_and_written_down_whatever_is_edited_in_it(
    doors: Doors,
) -> None:
    key, _, _ = (await doors.button("anna", "project.card")).partition(".")
    before = doors.world()
    for name in EVERYBODY:
        for forged in (f"{key}.0", *(one.replace("{key}", key) for one in FORGED)):
            denied, since = await doors.denials(), await doors.last()
            assert await doors.does(name, press=forged or None, text="?") == "answered"
            said = "\n".join(await doors.said(since))
            assert not any(known in said for known in KNOWN_INSIDE), forged
            whole, _, _ = forged.partition(".")
            assert (await doors.denials() > denied) == (whole == key), forged
    assert doors.world() == before


async def test_anothers_button_in_a_chat_is_refused(doors: Doors) -> None:
    press = await doors.button("anna", "project.card")
    denied = await doors.denials()
    await doors.does("pupil", chat=True, press=press)
    assert await doors.denials() == denied + 1


async def test_a_right_that_was_taken_away_is_asked_again_at_the_press(doors: Doors) -> None:
    press = await doors.button("anna", "project.card")
    since = await doors.last()
    await doors.does("anna", press=press)
    assert "Раздельный сбор" in "\n".join(await doors.said(since))

    def leave(tx: Tx) -> None:
        tx.session.get_one(Resident, doors.ids["anna"]).left_at = tx.now

    await doors.store.run(leave)
    since = await doors.last()
    await doors.does("anna", press=press)
    assert "Раздельный сбор" not in "\n".join(await doors.said(since))
