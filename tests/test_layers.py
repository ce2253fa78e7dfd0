"""The charter's rules about the code itself: who imports whom, and what stands where."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: package: what of ours it may import besides itself
MAY_IMPORT = {
    "storage": set[str](),
    "integrations": set[str](),
    "lab": set[str](),
    "dialogs": {"storage"},
    "scheduler": {"storage", "dialogs"},
    "bots": {"storage", "dialogs", "scheduler", "integrations"},
}
#: The lab starts the suite with a school in it: these files know what they start. One command
#: of the suite shows the lab.
MAY_KNOW_MORE = re.compile(r"lab/(host|life|school|term|page/server)\.py|bots/cli\.py")

#: library: the files that may import it
AT_HOME = {
    "aiogram": r"bots/telegram\w*\.py",
    "maxapi": r"bots/sferum\w*\.py",
    "vkbottle": r"bots/vk\w*\.py",
    "vkbottle_types": r"bots/vk\w*\.py",
    "aiohttp": r"(bots|integrations|lab)/.*",
    "sqlmodel": r"storage/.*",
    "sqlalchemy": r"storage/.*",
    "alembic": r"storage/.*",
    "psycopg": r"storage/.*",
    "aiosqlite": r"storage/.*",
    "apscheduler": r"scheduler/.*",
    "docx": r"bots/(protocol_docx|document_file)\.py",
    "fpdf": r"bots/(protocol_pdf|certificate_file)\.py",
    "matplotlib": r"bots/drawing\.py",
    "segno": r"bots/qr\.py",
    "snowballstemmer": r"storage/stems\.py",
    "time": r"bots/clock\.py|lab/.*",
    "asyncio": r"(bots|lab|integrations|scheduler)/.*|storage/store\.py",
}

#: Functions that are imported by name: the dialogs' vocabulary, which reads as sentences, and
#: the key of a row that is written already, which stands in most statements of the store.
VOCABULARY = {
    "storage.projects": {"key"},
    "dialogs.screen": {"button", "link", "screen"},
    "dialogs.registry": {"action", "command"},
    "dialogs.tell": {"tell", "tell_there"},
}

#: Parsers, whose words are the ones that people type, and files that fold look-alike letters.
KNOWS_RUSSIAN = {
    "dialogs/crisis_text.py",
    "dialogs/crisis_words.py",
    "dialogs/durations.py",
    "dialogs/etiquette.py",
    "dialogs/moment_grammar.py",
    "dialogs/moments.py",
    "dialogs/speech.py",
    "dialogs/typed.py",
    "storage/spelling.py",
    "storage/stems.py",
}

WALL_CLOCK = re.compile(
    r"(datetime\.(datetime\.)?(now|utcnow|today)|(datetime\.)?date\.today"
    r"|time\.(time|monotonic|perf_counter|time_ns|monotonic_ns))"
)

LONGEST = 400
#: Migrations are not read again once released, and tests may tell long stories.
MAY_BE_LONGER = re.compile(r"storage/migrations/versions/\d+_.*")


@cache
def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(source(path))


def code() -> list[Path]:
    return sorted(file for package in MAY_IMPORT for file in (ROOT / package).rglob("*.py"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[str]:
    """What git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.decode().split("\0") if name]


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{short(path)}: relative import"
            yield node.module or ""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with their lines; docstrings are not among them."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documents
        ):
            yield node.lineno, node.value


@cache
def functions(module: str) -> frozenset[str]:
    """The functions that a module of ours declares."""
    path = ROOT / module.replace(".", "/")
    path = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    return frozenset(
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_packages_import_one_way() -> None:
    wrong = []
    for path in code():
        package = short(path).split("/")[0]
        if MAY_KNOW_MORE.fullmatch(short(path)):
            continue
        for module in imported(path):
            top = module.split(".")[0]
            if top in MAY_IMPORT and top != package and top not in MAY_IMPORT[package]:
                wrong.append(f"{short(path)}: {module}")
    assert not wrong, "\n".join(wrong)


def test_libraries_are_known_only_where_they_are_at_home() -> None:
    wrong = [
        f"{short(path)}: {module}"
        for path in code()
        for module in imported(path)
        if (home := AT_HOME.get(module.split(".")[0])) and not re.fullmatch(home, short(path))
    ]
    assert not wrong, "\n".join(wrong)


def test_functions_of_ours_are_called_through_their_modules() -> None:
    wrong = [
        f"{short(path)}: from {node.module} import {alias.name}"
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.split(".")[0] in MAY_IMPORT
        for alias in node.names
        if alias.name in functions(node.module)
        and alias.name not in VOCABULARY.get(node.module, ())
    ]
    assert not wrong, "\n".join(wrong)


def test_time_comes_from_the_clock_only() -> None:
    wrong = []
    for path in code():
        if short(path) == "bots/clock.py":
            continue
        defaults = {
            id(default)
            for node in ast.walk(tree(path))
            if short(path).startswith("lab/") and isinstance(node, ast.arguments)
            for default in (*node.defaults, *node.kw_defaults)
        }
        wrong += [
            f"{short(path)}:{node.lineno}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute)
            and id(node) not in defaults
            and WALL_CLOCK.fullmatch(ast.unparse(node))
        ]
    assert not wrong, "\n".join(wrong)


def test_only_commands_print() -> None:
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in code()
        if not re.fullmatch(r"bots/cli\w*\.py", short(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert not wrong, "\n".join(wrong)


def test_what_people_read_stands_in_the_texts() -> None:
    wrong = [
        f"{short(path)}:{line}: {text}"
        for path in code()
        if short(path).split("/")[0] in ("storage", "dialogs", "scheduler")
        and short(path) not in KNOWS_RUSSIAN
        for line, text in strings(path)
        if re.search("[а-яёА-ЯЁ]", text)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_file_is_longer_than_can_be_held_in_mind() -> None:
    files = [*code(), *sorted((ROOT / "tests").rglob("*.py"))]
    wrong = [
        f"{short(path)}: {lines}"
        for path in files
        if not MAY_BE_LONGER.fullmatch(short(path))
        and (lines := len(source(path).splitlines())) > LONGEST
    ]
    assert not wrong, "\n".join(wrong)


def test_the_engine_stays_small() -> None:
    names = ("screen", "form", "turn")
    lines = [len(source(ROOT / "dialogs" / f"{name}.py").splitlines()) for name in names]
    assert sum(lines) <= 450


def test_no_lock_file_and_no_registry_is_kept() -> None:
    hosts = re.compile(
        "|".join((r"pypi\." + "org", r"python" + r"hosted\.", r"npm" + r"js\.", r"deb\.debian\."))
    )
    names = tracked()
    assert "uv.lock" not in names
    wrong = []
    for name in names:
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if hosts.search(text):
            wrong.append(name)
    assert not wrong, "\n".join(wrong)
