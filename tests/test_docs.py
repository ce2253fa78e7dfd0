"""The documents name what is there: files, headings, commands, targets, settings, metrics."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bots import cli
from bots.metrics import Metrics
from bots.settings import Settings
from storage import schema

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
READMES = [ROOT / "README.md", ROOT / "README.ru.md"]

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
#: Code between backticks, and whole blocks of it.
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_FILE = re.compile(
    r"(?<![\w./-])"
    r"((?:bots|dialogs|storage|scheduler|lab|tests|scripts|docs|integrations)/[\w./-]*\w)"
    r"(?![\w./-]*[*<])"
)
_COMMAND = re.compile(r"(?<![\w/-])(?:\.venv/bin/)?coworking ([a-z][a-z-]*[a-z])\b")
_TARGET = re.compile(r"\bmake ([a-z]+)\b")
_COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")
_SETTING = re.compile(r"\b([A-Z]+(?:_[A-Z0-9]+)+)\b")
_ACT = re.compile(r"`([a-z_]+)\.([a-z_]+)`")
#: Files that the documents speak of as made later, by a newcomer or by a machine.
TO_BE = {"bots/parent.py"}
#: Names in capitals that are not settings of ours.
OTHERS = {"TEST_POSTGRES_URL"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> Iterator[str]:
    for found in _CODE.findall(text(path)):
        yield _COMMENT.sub("", found.strip("`"))


def command_names() -> set[str]:
    return set(getattr(get_command(cli.app), "commands", {}))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    wrong = [
        link
        for link in _LINK.findall(text(document))
        if not link.startswith(("https://", "#")) and not (document.parent / link).exists()
    ]
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = {found for part in code(document) for found in _FILE.findall(part)}
    wrong = [name for name in named - TO_BE if not (ROOT / name).exists()]
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_is_there(document: Path) -> None:
    named = {found for part in code(document) for found in _COMMAND.findall(part)}
    assert named <= command_names()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_is_named_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = {found for part in code(document) for found in _TARGET.findall(part)}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_there(document: Path) -> None:
    settings = {name.upper() for name in Settings.model_fields}
    named = {found for part in code(document) for found in _SETTING.findall(part)}
    assert named - OTHERS <= settings


def test_the_readme_tells_of_every_command() -> None:
    table = re.findall(r"^\| `coworking ([a-z-]+)", text(READMES[0]), re.MULTILINE)
    assert set(table) == command_names()


@pytest.mark.parametrize("name", sorted(command_names()))
def test_every_command_has_help(name: str) -> None:
    shown = CliRunner().invoke(cli.app, [name, "--help"])
    assert shown.exit_code == 0
    assert name in shown.output


def test_the_numbers_that_are_told_of_are_counted() -> None:
    metrics = Metrics()
    metrics.taken("vk", "answered")
    metrics.sent("vk", "sent")
    metrics.refused("vk", "secret")
    counted = metrics.render().decode()
    named = re.findall(r"(coworking_\w+)\{", text(ROOT / "docs" / "operations.md"))
    assert named
    assert [name for name in named if f"{name}{{" not in counted] == []


def test_the_acts_of_the_access_table_are_there() -> None:
    named = _ACT.findall(text(ROOT / "docs" / "access.md"))
    wrong = [
        f"{module}.{act}"
        for module, act in named
        if not re.search(rf"^def {act}\(", text(ROOT / "storage" / f"{module}.py"), re.MULTILINE)
    ]
    assert named
    assert wrong == []


def test_every_table_has_its_place_in_the_account_of_personal_data() -> None:
    told = text(ROOT / "docs/privacy.md")
    assert [name for name in sorted(schema.metadata.tables) if f"`{name}`" not in told] == []
