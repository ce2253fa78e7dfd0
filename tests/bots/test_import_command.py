"""A4, P12: `coworking import` and `export` as the administrator calls them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bots import cli, people_file
from storage.sealing import Sealer
from storage.store import Store
from tests.storage.contents import contents

CLASS = """\
Список класса
ФИО;Класс;Мать;Отец
Котова Анна Петровна;9А;Котова Мария Львовна;Котов Пётр Ильич
Белов Борис Олегович;9А;Белова Ольга Юрьевна;
"""
NEXT_YEAR = """\
ФИО;Класс;Мать
Котова Анна Петровна;10А;Котова Мария Львовна
Новиков Глеб Ильич;10А;
Странный;10А;
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The school's export; the program's settings point into an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setenv("SECRET_KEY", "a key for tests")
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "class.csv"
    path.write_text(CLASS, encoding="cp1251")
    return path


def called(*words: str) -> Result:
    return CliRunner().invoke(cli.app, list(words))


def everything(folder: Path) -> object:
    store = Store(
        f"sqlite:///{folder / 'store.db'}", now=lambda: datetime.now(UTC), sealer=Sealer("x")
    )
    found = contents(store)
    store.engine.dispose()
    return found


def test_a_dry_run_without_a_database_makes_none(file: Path) -> None:
    result = called("import", str(file), "--dry-run")
    assert result.exit_code == 0, result.output
    assert "Котова Анна Петровна" in result.output and "added 5" in result.output
    assert "Nothing was written" in result.output
    assert sorted(one.name for one in file.parent.iterdir()) == ["class.csv"]


def test_a_dry_run_shows_who_would_move_come_and_be_missing_and_writes_nothing(
    file: Path,
) -> None:
    assert called("import", str(file)).exit_code == 0
    before = everything(file.parent)
    file.write_text(NEXT_YEAR, encoding="utf-8")
    result = called("import", str(file), "--dry-run")
    assert result.exit_code == cli.PARTLY
    assert "moved from 9А to 10А" in result.output
    assert "Новиков Глеб Ильич" in result.output
    assert "row 4" in result.output
    assert everything(file.parent) == before


def test_whom_the_file_leaves_out_is_told_in_a_dry_run(file: Path) -> None:
    called("import", str(file))
    file.write_text(CLASS.replace("Белов Борис Олегович", "Гусев Глеб Олегович"), encoding="cp1251")
    result = called("import", str(file), "--dry-run")
    assert "Белов Борис Олегович" in result.output and "1 pupil not in the file" in result.output


def test_the_same_file_twice_changes_nothing(file: Path) -> None:
    assert "added 5, changed 0" in called("import", str(file)).output
    before = everything(file.parent)
    assert "added 0, changed 0, same 5" in called("import", str(file)).output
    assert everything(file.parent) == before


def test_who_was_known_without_a_patronymic_is_the_same_person(file: Path) -> None:
    known = file.parent / "people.csv"
    known.write_text(
        "Фамилия;Имя;Роль;Класс;Ребёнок\nКотова;Анна;ученик;9А;\n"
        "Котов;Пётр;родитель;;Котова Анна 9А\n",
        encoding="utf-8",
    )
    assert "added 2" in called("import", str(known)).output
    assert "added 3, changed 2" in called("import", str(file)).output
    assert "added 0, changed 0, same 5" in called("import", str(file)).output


def test_the_classes_that_are_exported_are_imported_without_a_change(file: Path) -> None:
    called("import", str(file))
    before = everything(file.parent)
    exported = file.parent / "exported.csv"
    assert "5 rows written" in called("export", str(exported), "--classes").output
    assert len(people_file.read(exported).rows) == 5
    assert "added 0, changed 0, same 5" in called("import", str(exported)).output
    assert everything(file.parent) == before


def test_consents_are_exported_by_class(file: Path) -> None:
    called("import", str(file))
    exported = file.parent / "consents.csv"
    assert "2 pupils written" in called("export", str(exported), "--consents").output
    text = exported.read_text(encoding="utf-8-sig")
    assert "Мероприятия" in text and "9А;Котова;Анна;нет представителя" in text


def test_one_table_at_a_time(file: Path) -> None:
    result = called("export", "x.csv", "--classes", "--consents")
    assert result.exit_code == 1
