"""E5: from work to work and from picture to picture; what was seen is remembered."""

from storage import consents, files, proposals, residents
from storage.consents import Purpose, Way
from storage.exhibits import Exhibit, ExhibitAuthor, ExhibitPicture, ExhibitState
from storage.residents import Role
from storage.store import Tx
from tests.conversations.exhibitions.conftest import OPENS_IN, opens
from tests.conversations.space import Space, Speaker


async def hangs(space: Space, event: int, author: Speaker, *titles: str) -> None:
    """Works that are approved and agreed to, each with two pictures."""

    def step(tx: Tx) -> None:
        who = residents.who(tx, author.resident)
        clerk = residents.Who(id=author.resident, roles=frozenset({Role.COORDINATOR}))
        for signed in consents.wanted(tx, who):
            consents.enter(
                tx,
                clerk,
                subject=author.resident,
                purpose=Purpose.PUBLICATION,
                signed_as=signed,
                way=Way.PAPER,
                reference="7",
                text="words",
            )
        for title in titles:
            started = proposals.create(
                tx,
                who,
                kind="individual",
                type="research",
                title=title,
                subject="Экология",
                purpose="Чтобы мусора стало меньше",
                wanted_supervisor=None,
            )
            row = Exhibit(
                event_id=event,
                project_id=started.project,
                title=title,
                annotation=f"О том, что такое {title}",
                state=ExhibitState.APPROVED,
                made_by=author.resident,
                made_at=tx.now,
            )
            tx.session.add(row)
            tx.session.flush()
            assert row.id is not None
            tx.session.add(ExhibitAuthor(exhibit_id=row.id, resident_id=author.resident))
            for number in (1, 2):
                sent = files.Attachment("photo", f"photo{row.id}_{number}")
                kept = files.keep(tx, sent, channel=space.messenger.name, account_id=None)
                file = files.get(tx, kept)
                assert file is not None
                folder = space.folder / "files"
                folder.mkdir(exist_ok=True)
                (folder / f"{kept}").write_bytes(f"{title} {number}".encode())
                file.path, file.digest = f"{kept}", f"{kept}"
                tx.session.add(ExhibitPicture(exhibit_id=row.id, file_id=kept))
        tx.session.flush()

    await space.run(step)


def picture(who: Speaker) -> str:
    (shown,) = who.last.attachments
    assert shown.content is not None
    return shown.content.decode()


async def test_a_visitor_goes_from_work_to_work_and_new_ones_come_first(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker, exhibition: int
) -> None:
    await hangs(space, exhibition, anna, "Вёдра", "Мосты")
    await space.pass_time(OPENS_IN)
    await opens(boris)
    await boris.presses("Смотреть")
    await boris.sees("1 из 2", "Картинка 1 из 2", "Посмотрено: 1 из 2")
    first = picture(boris)
    await boris.presses("Ещё картинка")
    await boris.sees("Картинка 2 из 2")
    assert picture(boris) == first[:-1] + "2"
    await boris.presses("Дальше")
    await boris.sees("2 из 2", "Посмотрено: 2 из 2")
    assert picture(boris)[:5] != first[:5]
    await boris.presses("Назад")
    assert picture(boris) == first
    await hangs(space, exhibition, anna, "Сад на крыше")
    await opens(boris)
    await boris.sees("Посмотрено работ: 2 из 3")
    await boris.presses("Список работ")
    await boris.sees("Вёдра ✓", "Мосты ✓", "Сад на крыше")
    await boris.does_not_see("Сад на крыше ✓")
    await boris.presses("К выставке")
    await boris.presses("Смотреть")
    assert picture(boris) == "Сад на крыше 1"
    await boris.sees("Посмотрено: 3 из 3")
