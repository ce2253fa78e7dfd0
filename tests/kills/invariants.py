"""What must be so after any number of deaths (I1-I4, I6, I9)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from lab.vk.community import Community
from tests.kills.crowd import Pupil
from tests.kills.mortal import Mortal


def check(program: Mortal, community: Community, pupils: Sequence[Pupil]) -> None:
    """Raises `AssertionError` with what is wrong; the program must be down."""
    _each_update_once(program, community)
    _each_effect_once(program, pupils)
    _each_message_once(program, community)
    _in_order(program, community)
    _store_is_whole(program)


def _each_update_once(program: Mortal, community: Community) -> None:
    """I1: every event that VK has was claimed, and no other; nothing was parked."""
    sent = {str(event["event_id"]) for event in community.long_poll.events}
    taken = [str(key).rpartition(":")[2] for (key,) in program.ask("SELECT key FROM taken_update")]
    assert len(taken) == len(set(taken)), "a key stands twice"
    assert set(taken) == sent, f"lost {len(sent - set(taken))}, invented {len(set(taken) - sent)}"
    parked = program.ask("SELECT error FROM parked_update")
    assert not parked, f"parked: {parked}"


def _each_effect_once(program: Mortal, pupils: Sequence[Pupil]) -> None:
    """I2, I4: what was written stands in the diary once, in the order of its writing."""
    rows = program.ask(
        "SELECT account.user, diary_entry.text FROM diary_entry"
        " JOIN account ON account.resident_id = diary_entry.author_id ORDER BY diary_entry.id"
    )
    for pupil in pupils:
        kept = [text for user, text in rows if user == str(pupil.phone.id)]
        assert kept == pupil.wrote, f"{pupil.phone.name}: {Counter(kept) - Counter(pupil.wrote)}"


def _each_message_once(program: Mortal, community: Community) -> None:
    """I3: what was sent stands at VK once, and VK has nothing else of ours."""
    own = -community.group_id
    shown = Counter(
        (str(talk.peer), str(one.cmid))
        for talk in community.conversations.values()
        for one in talk.messages
        if one.from_id == own
    )
    sent = Counter(
        (str(peer), str(external))
        for peer, external in program.ask(
            "SELECT peer, external_id FROM outbox WHERE state = 'sent' AND kind = 'send'"
        )
    )
    assert sum(shown.values()) == sum(sent.values()), f"at VK {shown.total()}, sent {sent.total()}"
    failed = program.ask("SELECT kind, error FROM outbox WHERE state IN ('failed', 'void')")
    assert not failed, f"not sent: {failed}"


def _in_order(program: Mortal, community: Community) -> None:
    """I4: a conversation shows our messages in the order in which they were queued."""
    own = -community.group_id
    for talk in community.conversations.values():
        shown = [one.random_id for one in talk.messages if one.from_id == own]
        assert 0 not in shown, "a message without a key against doubles"
        texts = [one.id for one in talk.messages if one.from_id == own]
        assert texts == sorted(texts)
        queued = program.ask(
            f"SELECT external_id FROM outbox WHERE peer = '{talk.peer}' AND state = 'sent'"
            " AND kind = 'send' AND rank = 1 ORDER BY id"
        )
        numbers = [int(str(external).rpartition(":")[2]) for (external,) in queued]
        assert numbers == sorted(numbers), f"out of order in {talk.peer}"


def _store_is_whole(program: Mortal) -> None:
    """I9, I6: the file is whole; nothing waits for longer than a minute, no talk hangs loose."""
    assert program.ask("PRAGMA integrity_check") == [("ok",)]
    assert program.ask("PRAGMA foreign_key_check") == []
    now = program.clock.now()
    waiting = [
        str(due) for (due,) in program.ask("SELECT due_at FROM outbox WHERE state = 'waiting'")
    ]
    late = [due for due in waiting if (now - datetime.fromisoformat(due + "+00:00")).seconds > 60]
    assert not late, f"{len(late)} messages wait still"
