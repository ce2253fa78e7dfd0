"""Everybody who has no part in a project, and what each command is to them (T14)."""

from bots import roster
from bots.settings import BOTS
from storage.residents import Kind, Role

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
DECIDES = ("event.", "room.", "exhibit.", "exhibition.")
#: A call for help: anybody may make it, and it is written down and goes to adults.
OWN_CALL = {"crisis.call", "crisis.danger"}
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
    **dict.fromkeys(("events", "exhibitions", "generator"), frozenset(EVERYBODY)),
    "event-approvals": frozenset({"council"}),
    **dict.fromkeys(("consultations", "book-consultation"), frozenset(OUTSIDERS)),
    **dict.fromkeys(
        ("consultation", "my-slots"),
        frozenset({"supervisor", "tutor", "class teacher", "partner"}),
    ),
    **dict.fromkeys(("mydata", "projects", "diary", "offers", "event-new"), frozenset(OUTSIDERS)),
    **dict.fromkeys(("new-project", "join-team", "submit", "more-time"), frozenset({"pupil"})),
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
    **dict.fromkeys(("feel-bad", "call-adult", "helplines"), frozenset(EVERYBODY)),
    **dict.fromkeys(("duty", "signals"), frozenset({"psychologist"})),
    **dict.fromkeys(("children", "digest", "told", "mute"), frozenset({"parent"})),
    "parents-told": frozenset(),
    "digest-preview": frozenset(),
    **dict.fromkeys(("council", "door-projects", "for-parents"), frozenset(OUTSIDERS)),
    **dict.fromkeys(("my-records", "appeal", "report"), frozenset(OUTSIDERS)),
    **dict.fromkeys(
        ("remind", "remark", "warn", "silence", "suspend", "lift", "to-council"),
        frozenset(OUTSIDERS),
    ),
    **dict.fromkeys(
        (
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
