"""What must be so after any number of deaths (I1-I4, I6, I9)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tests.kills.crowd import Pupil
from tests.kills.mortal import Mortal
from tests.kills.sides import Side


def check(program: Mortal, side: Side, pupils: Sequence[Pupil]) -> int:
    """Raises `AssertionError` with what is wrong; the program must be down.

    Gives how many messages a messenger without a key against doubles shows twice.
    """
    _each_update_once(program, side)
    _each_effect_once(program, side, pupils)
    doubled = _each_message_once(program, side)
    _in_order(program, side)
    _store_is_whole(program)
    return doubled


def _each_update_once(program: Mortal, side: Side) -> None:
    """I1: every update that the messenger has was claimed, and no other; nothing was parked."""
    sent = {side.key(update) for update in side.updates}
    taken = [str(key) for (key,) in program.ask("SELECT key FROM taken_update")]
    assert len(taken) == len(set(taken)), "a key stands twice"
    assert set(taken) == sent, f"lost {len(sent - set(taken))}, invented {len(set(taken) - sent)}"
    parked = program.ask("SELECT error FROM parked_update")
    assert not parked, f"parked: {parked}"


def _each_effect_once(program: Mortal, side: Side, pupils: Sequence[Pupil]) -> None:
    """I2, I4: what was written stands in the diary once, in the order in which it came."""
    rows = program.ask(
        "SELECT account.user, diary_entry.text FROM diary_entry"
        " JOIN account ON account.resident_id = diary_entry.author_id ORDER BY diary_entry.id"
    )
    for pupil in pupils:
        kept = [str(text) for user, text in rows if user == str(pupil.phone.id)]
        wrote = list(pupil.wrote)
        if side.posts:  # what was not taken comes again later, behind what came after it
            kept, wrote = sorted(kept), sorted(wrote)
        assert kept == wrote, f"{pupil.name}: {Counter(kept) - Counter(wrote)}"


def _each_message_once(program: Mortal, side: Side) -> int:
    """I3: what was sent stands there, and nothing else of ours but the doubles of one in flight."""
    failed = program.ask("SELECT kind, error FROM outbox WHERE state IN ('failed', 'void')")
    assert not failed, f"not sent: {failed}"
    sent = program.ask(
        "SELECT peer, external_id FROM outbox WHERE state = 'sent' AND kind = 'send'"
    )
    assert len(set(sent)) == len(sent), "two rows are said to be one message"
    shown = side.shown()
    there = {(peer, name) for peer, messages in shown.items() for name, _ in messages}
    assert set(sent) <= there, f"{len(set(sent) - there)} sent, but not there"
    over = there - set(sent)
    if side.keyed:
        assert not over, f"{len(over)} doubled"
    for peer, messages in shown.items():
        for place, (name, text) in enumerate(messages):
            if (peer, name) in over:
                twins = messages[place + 1 : place + 2]
                assert [twin for _, twin in twins] == [text], f"whose double is {text!r}?"
    return len(over)


def _in_order(program: Mortal, side: Side) -> None:
    """I4: a conversation shows our messages in the order in which they were queued."""
    for peer, messages in side.shown().items():
        queued = [
            str(external)
            for (external,) in program.ask(
                f"SELECT external_id FROM outbox WHERE peer = '{peer}' AND state = 'sent'"
                " AND kind = 'send' AND rank = 1 ORDER BY id"
            )
        ]
        shown = [name for name, _ in messages if name in set(queued)]
        assert shown == queued, f"out of order in {peer}"


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
