"""Every text that the code names is there, and every text that is there is named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bots import roster
from dialogs import registry, sanction_notices, words
from dialogs.registry import Action, Command
from storage import reports, revisions
from storage.chat_acts import Ending
from storage.chats import Right
from storage.ladder import Step
from storage.residents import Role

ROOT = Path(__file__).parents[2]
ROOMS = ("dialogs", "bots", "scheduler")
SAYING = {"say", "label", "Unreadable"}
#: The beginnings of names that are put together at run time; each is checked by what it names.
FAMILIES = (
    "refusal-",
    "change-",
    "chats-lacks-",
    "crisis-level-",
    "duty-weekday-",
    "form-",
    "command-",
    "role-",
    "code-",
    "moment-",
    "mod-",
    "journal-",
    "etiquette-",
    "answer-",
    "part-",
)

#: Importing the bots registers everything.
BOTS = roster.ALL


def _named() -> Iterator[tuple[str, str]]:
    """Where a text is named in the code, and its name."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _called(node) in SAYING and node.args:
                    for found in _strings(node.args[0]):
                        yield f"{path.name}:{node.lineno}", found


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def test_every_text_that_is_named_is_there() -> None:
    there = words.wants()
    missing = [f"{place} {name}" for place, name in _named() if name not in there]
    assert missing == []


def test_every_text_that_is_there_is_named() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    )
    unused = [
        name for name in words.wants() if not name.startswith(FAMILIES) and f'"{name}"' not in code
    ]
    assert unused == []


@pytest.mark.parametrize(
    "action", [a for a in registry.ACTIONS.values() if a.form], ids=lambda a: a.name
)
def test_every_form_has_its_questions_and_names(action: Action) -> None:
    assert action.form is not None
    stem = f"form-{action.name}".replace(".", "-").replace("_", "-")
    wanted = [f"{stem}-title-of-form"]
    for field in action.form.model_fields:
        dashed = field.replace("_", "-")
        wanted += [f"{stem}-{dashed}", f"{stem}-{dashed}-name"]
    assert [name for name in wanted if name not in words.wants()] == []


def test_every_refusal_has_words_and_gets_the_values_it_needs() -> None:
    there = words.wants()
    pattern = re.compile(
        r"refusals\.(?:Denied|Missing|Spent|Broken|Changed)\(\s*\"([a-z-]+)\"", re.DOTALL
    )
    reasons = {
        reason
        for path in sorted((ROOT / "storage").rglob("*.py"))
        for reason in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert reasons
    assert [reason for reason in sorted(reasons) if f"refusal-{reason}" not in there] == []


def _journalled() -> Iterator[str]:
    """The acts that `revisions.changed` is given, in place or through a variable ``act``."""
    for path in sorted((ROOT / "storage").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "revisions.changed" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _called(node) == "changed" and len(node.args) > 3:
                yield from _strings(node.args[3])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "act":
                yield from _strings(node.value)


def test_every_change_that_is_journalled_has_words() -> None:
    acts = set(_journalled()) - revisions.HARMLESS
    assert acts
    names = {act: f"change-{act}".replace(".", "-").replace("_", "-") for act in acts}
    assert [act for act, name in names.items() if name not in words.wants()] == []


@pytest.mark.parametrize("command", registry.COMMANDS.values(), ids=lambda c: c.name)
def test_every_command_has_words(command: Command) -> None:
    assert all(command.said())


def test_no_two_commands_share_a_word() -> None:
    from dialogs import typed

    said = [typed.normal(word) for command in registry.COMMANDS.values() for word in command.said()]
    assert sorted(said) == sorted(set(said))


def test_every_role_has_a_name() -> None:
    for role in Role:
        words.label(f"role-{role.value.replace('_', '-')}")


def test_every_right_that_a_chat_may_lack_has_words() -> None:
    for right in Right:
        words.label(f"chats-lacks-{right.value}")


def test_every_action_of_a_button_is_registered() -> None:
    named: set[str] = set()
    for path in sorted((ROOT / "dialogs").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and _called(node) in {"button", "link"}
                and len(node.args) > 1
            ):
                named |= set(_strings(node.args[1]))
    assert named - set(registry.ACTIONS) == set()


def test_every_present_action_is_registered() -> None:
    presents = {action.present for action in registry.ACTIONS.values() if action.present}
    assert presents - set(registry.ACTIONS) == set()


def test_every_step_and_every_ending_has_words() -> None:
    for step in Step:
        words.label(f"mod-told-{step.value}", you="ty")
    for how in sanction_notices.ENDINGS:
        words.label(f"mod-ended-{how}", step="silence", you="vy")
    for ending in get_args(Ending):
        if ending not in ("done", "absent"):
            words.label(f"mod-chat-{ending}", act="erase", title="", messenger="")
    for kind in reports.Kind:
        if kind is not reports.Kind.REPORT:
            words.label(f"etiquette-{kind.value}")


def test_every_act_of_the_moderators_journal_has_words() -> None:
    pattern = re.compile(r"moderation_journal\.write\(\s*tx,\s*f?\"([a-z.-]+)\"", re.DOTALL)
    acts = {
        act
        for path in sorted((ROOT / "storage").glob("*.py"))
        for act in pattern.findall(path.read_text(encoding="utf-8"))
    }
    acts |= {f"report.{state.value}" for state in reports.DECIDED}
    acts |= {f"sanction.{how}" for how in sanction_notices.ENDINGS}
    missing = [
        act for act in sorted(acts) if f"journal-{act.replace('.', '-')}" not in words.wants()
    ]
    assert acts and missing == []


def test_no_preposition_stands_before_a_moment_that_brings_its_own() -> None:
    """«до { MOMENT($until) }» is said as «до в субботу»."""
    pattern = re.compile(
        r"(?<!\w)(?:до|к|с|от|после|не позже|раньше):? \{ MOMENT\(\$\w+\) \}", re.IGNORECASE
    )
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "dialogs" / "texts").glob("*.ftl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(line)
    ]
    assert wrong == []
