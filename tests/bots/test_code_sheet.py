"""A4: a sheet of codes to print: whose, the code, a QR code that brings it, until when."""

import re
from datetime import UTC, datetime
from pathlib import Path

import segno

from bots import code_sheet, qr
from storage.our_accounts import Door
from storage.people import ChildName, PersonRow
from storage.people_by_hand import ByHand
from storage.people_import import Imported
from storage.residents import Role, Who

SFERUM = Door("sferum", "https://max.ru/id77_bot?start={code}")
VK = Door("vk", "https://vk.me/club373?ref={code}")
UNTIL = datetime(2026, 9, 21, 9, tzinfo=UTC)

ANNA = Imported(
    PersonRow(2, "Котова", "Аня", roles=frozenset({"student"}), grade="10А"),
    "added",
    "ABCD-2345",
    until=UNTIL,
)
FATHER = Imported(
    PersonRow(
        3,
        "Котов",
        "Иван",
        "Олегович",
        frozenset({"parent"}),
        child=ChildName("Котова", "Аня", "10А"),
    ),
    "added",
    "EFGH-6789",
    until=UNTIL,
)
KNOWN = Imported(PersonRow(4, "Белов", "Боря", roles=frozenset({"student"}), grade="10А"), "same")
WRONG = Imported(
    PersonRow(5, "Кто", "То", roles=frozenset({"parent"})), "child-missing", "XXXX-2222"
)


def page(tmp_path: Path, *doors: Door) -> str:
    file = tmp_path / "codes.html"
    slips = code_sheet.of_import([ANNA, FATHER, ANNA, KNOWN, WRONG])
    code_sheet.write(file, slips, doors, "Лицей № 373")
    return file.read_text(encoding="utf-8")


def test_a_slip_names_the_person_the_code_and_its_last_day(tmp_path: Path) -> None:
    shown = page(tmp_path, SFERUM, VK)
    assert shown.count("<article>") == 2
    assert "Лицей № 373" in shown
    for said in ("Котова Аня", "ученик, 10А", "ABCD-2345", "Действует до 21 сентября 2026 г."):
        assert said in shown
    assert "родитель, ребёнок — Котова Аня 10А" in shown
    assert "Белов" not in shown and "XXXX-2222" not in shown


def test_the_qr_code_is_of_the_schools_first_messenger(tmp_path: Path) -> None:
    shown = page(tmp_path, SFERUM, VK)
    for code in ("ABCD-2345", "EFGH-6789"):
        assert qr.svg(SFERUM.with_code(code)) in shown
        assert qr.svg(VK.with_code(code)) not in shown
    assert "откроется в Сферуме (MAX)" in shown
    assert "Можно и в другом мессенджере: ВКонтакте" in shown


def test_pupils_are_told_ty_and_adults_vy(tmp_path: Path) -> None:
    anna, father = page(tmp_path, VK).split("<article>")[1:]
    assert "Наведи камеру" in anna
    assert "Наведите камеру" in father


def test_without_an_address_there_is_still_the_code(tmp_path: Path) -> None:
    shown = page(tmp_path)
    assert "ABCD-2345" in shown and "<svg" not in shown
    assert "Пришли этот код боту" in shown


def test_a_name_is_no_markup(tmp_path: Path) -> None:
    file = tmp_path / "codes.html"
    given = ByHand(
        "same",
        Who(1, family="<script>", name="&", roles=frozenset({Role.TEACHER})),
        "ABCD-2345",
        UNTIL,
    )
    code_sheet.write(file, code_sheet.of_hand(given), [VK], "")
    assert "<script>" not in file.read_text(encoding="utf-8")


def test_the_drawing_is_a_qr_code_that_bears_dirt() -> None:
    link = VK.with_code("ABCD-2345")
    made = segno.make(link, error="q", micro=False)
    assert made.error in ("Q", "H")
    assert re.fullmatch(r"<svg .*</svg>", qr.svg(link), re.DOTALL)


def test_the_lines_beside_a_code_are_links_that_carry_it() -> None:
    assert code_sheet.links([SFERUM, VK], "ABCD-2345") == [
        "Сферум (MAX): https://max.ru/id77_bot?start=ABCD-2345",
        "ВКонтакте: https://vk.me/club373?ref=ABCD-2345",
    ]
