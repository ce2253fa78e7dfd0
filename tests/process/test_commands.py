"""The administrator's commands, called wrongly or in the wrong place: one line, nothing harmed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.process.program import ROOT

Run = Callable[..., tuple[int, str, str]]
PEOPLE = (
    "Фамилия;Имя;Отчество;Роль;Класс;Ребёнок;Организация;Договор до\n"
    "Ошибкин;Пётр;;родитель;;Никто Никак 1А;;\n"
    "Седов;Пётр;;партнёр;;;Музей;31.05.2020\n"
    "Иванов;Иван;Иванович;ученик;9A;;;\n"
    ";Иван;;ученик;9А;;;\n"
    "Иванов;Иван;;ученик;8В;;;\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `coworking` in a folder, with nothing of ours in the environment but what is given."""

    def run(*words: str, **environment: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-c", "from bots.cli import main; main()", *words],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "crashed" not in done.stderr
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_a_check_in_the_wrong_folder_says_where_it_looked_and_makes_nothing(
    run: Run, tmp_path: Path
) -> None:
    code, out, _ = run("check")
    assert code == 1
    for place in (".env", "data/coworking.db", "data/secret.key"):
        assert str(tmp_path / place) in out
    assert list(tmp_path.iterdir()) == []


def test_a_check_warns_of_a_mistyped_setting_and_of_a_lost_key(run: Run, tmp_path: Path) -> None:
    assert run("migrate")[0] == 0
    (tmp_path / "data" / "secret.key").unlink()
    (tmp_path / ".env").write_text("VKTOKEN=1\n", encoding="utf-8")
    _, out, _ = run("check")
    assert "VKTOKEN is no setting: VK_TOKEN?" in out
    assert "secret.key is gone" in out
    assert "0 residents, 0 codes" in out
    assert not (tmp_path / "data" / "secret.key").exists()


def test_vk_that_is_away_is_not_the_tokens_fault(run: Run) -> None:
    _, out, _ = run("check", VK_TOKEN="a-token", VK_API_URL="http://127.0.0.1:9")
    assert "vk: not reachable" in out


def test_what_is_wrong_in_a_file_is_told_in_its_order(run: Run, people: Path) -> None:
    code, out, err = run("import", str(people))
    assert code == 3
    assert [line.split(":")[0] for line in err.splitlines() if line.startswith("row")] == [
        "row 2",
        "row 3",
        "row 5",
    ]
    assert "договор окончился" in err
    assert "added 3, changed 0, same 0, refused 2" in out


@pytest.mark.parametrize("codes", ["people.csv", "there.csv", "no/codes.csv", "codes.pdf"])
def test_nobody_is_imported_where_the_codes_cannot_be_written(
    run: Run, people: Path, tmp_path: Path, codes: str
) -> None:
    (tmp_path / "there.csv").write_text("precious", encoding="utf-8")
    code, out, err = run("import", "people.csv", "--codes", codes)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert people.read_text("utf-8") == PEOPLE
    assert (tmp_path / "there.csv").read_text("utf-8") == "precious"
    assert not (tmp_path / "data").exists()


def test_the_file_that_is_read_is_not_written_even_by_force(run: Run, people: Path) -> None:
    code, _, _ = run("import", "people.csv", "--codes", "./people.csv", "--force")
    assert code == 1
    assert people.read_text("utf-8") == PEOPLE


def test_a_table_of_projects_is_written_over_only_by_force(run: Run, tmp_path: Path) -> None:
    for wrong in ("projects.pdf", "no/projects.csv"):
        code, _, err = run("export", wrong)
        assert (code, len(err.splitlines())) == (1, 1)
    file = tmp_path / "projects.csv"
    file.write_text("precious", encoding="utf-8")
    assert run("export", "projects.csv")[0] == 1
    assert file.read_text("utf-8") == "precious"
    code, out, err = run("export", "projects.csv", "--force")
    assert (code, out) == (0, "0 projects written to projects.csv\n")
    assert str(tmp_path / "data" / "coworking.db") in err, "a new database is no secret"


def test_a_database_of_another_kind_is_refused_in_a_line(run: Run) -> None:
    code, _, err = run("export", "x.csv", DATABASE_URL="mysql://x")
    assert (code, len(err.splitlines())) == (1, 1)
    assert err.startswith("coworking: DATABASE_URL: ")


def test_another_secret_is_told_in_a_line(run: Run, people: Path) -> None:
    run("import", "people.csv", SECRET_KEY="one")
    code, _, err = run("import", "people.csv", SECRET_KEY="two")
    assert code == 1
    assert "SECRET_KEY" in err


def test_a_pupil_who_came_to_another_class_out_of_turn_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    for grade in ("8В", "9В"):
        file.write_text(f"Фамилия;Имя;Роль;Класс\nИванов;Иван;ученик;{grade}\n", encoding="utf-8")
        code, _, err = run("import", "people.csv")
        assert (code, "row" in err) == (0, False)
    file.write_text("Фамилия;Имя;Роль;Класс\nИванов;Иван;ученик;9А\n", encoding="utf-8")
    code, out, err = run("import", "people.csv")
    assert (code, out) == (0, "added 0, changed 1, same 0, refused 0\n")
    assert err.startswith("row 2: внимание: Иванов Иван был(а) в 9В, теперь в 9А")


def test_a_code_says_whose_it_is_and_lists_namesakes(run: Run, people: Path) -> None:
    run("import", "people.csv")
    code, out, err = run("code", "ученик", "Иванов", "Иван", "--grade", "9А")
    assert (code, out) == (1, "")
    assert "Иванов Иван Иванович 9А" in err
    assert "Иванов Иван 8В" in err
    code, out, err = run("code", "student", "Иванов", "Иван", "--grade", "8B")
    assert (code, len(out.strip())) == (0, 9)
    assert err == "Иванов Иван 8В (student): known\n"


def test_a_code_for_somebody_new_must_be_asked_for(run: Run) -> None:
    coordinator = ("code", "координатор", "Лебедева", "Ольга", "Юрьевна")
    code, out, err = run(*coordinator)
    assert (code, out) == (1, "")
    assert "--new" in err
    code, out, err = run(*coordinator, "--new")
    assert (code, len(out.strip())) == (0, 9)
    assert "Лебедева Ольга Юрьевна (coordinator): new" in err


def test_a_sheet_of_slips_is_written_beside_the_codes(
    run: Run, people: Path, tmp_path: Path
) -> None:
    code, out, err = run("import", "people.csv", "--codes", "codes.csv", "--sheet", "codes.html")
    assert code == 3
    assert "3 slips written to codes.html" in out
    assert "no QR codes" in err, "no messenger has a token here"
    codes = (tmp_path / "codes.csv").read_text("utf-8-sig").splitlines()[1].rpartition(";")[2]
    assert codes in (tmp_path / "codes.html").read_text("utf-8")
    assert run("import", "people.csv", "--sheet", "codes.html")[0] == 1, "it is there already"


def test_the_sheet_of_one_code_leaves_the_output_to_the_code(run: Run, tmp_path: Path) -> None:
    words = ("code", "координатор", "Лебедева", "Ольга", "--new", "--sheet", "one.html")
    code, out, _ = run(*words)
    assert (code, len(out.strip())) == (0, 9)
    assert out.strip() in (tmp_path / "one.html").read_text("utf-8")


def test_the_list_for_paper_is_a_table(run: Run, people: Path, tmp_path: Path) -> None:
    run("import", "people.csv")
    code, out, _ = run("export", "paper.csv", "--paper")
    assert (code, out) == (0, "2 people written to paper.csv\n")
    assert "Иванов;Иван;Иванович;9А;ученик" in (tmp_path / "paper.csv").read_text("utf-8-sig")


def test_a_login_without_an_application_says_what_to_set(run: Run) -> None:
    code, _, err = run("yandex", "login")
    assert code == 1
    assert "YANDEX_CLIENT_ID" in err and len(err.splitlines()) == 1


def test_a_login_that_nobody_answers_says_so(run: Run) -> None:
    where = "http://127.0.0.1:9"
    code, _, err = run("yandex", "login", YANDEX_CLIENT_ID="an-app", YANDEX_OAUTH_URL=where)
    assert code == 1 and "Yandex did not answer" in err
