"""What is said in group chats, watched for the sake of order before anything else (M2, M7)."""

from dialogs import queue_screens, sanction_notices, words
from dialogs.etiquette import Watch
from dialogs.registry import Turn
from storage import moderation, reports
from storage.store import Tx


def watch(tx: Tx, turn: Turn, by: Watch) -> bool:
    """Look at a message of a chat; tells whether it is erased and nothing more is to be done.

    Of whom the school does not know nothing is kept and nobody can be told: they are let be.
    """
    if not turn.in_chat or turn.press is not None:
        return False
    if moderation.must_not_write(tx, turn.who, turn.talk.id, turn.message):
        return True
    account = turn.who.account_id
    if turn.who.id is None or account is None or not turn.text or _is_command(turn):
        return False
    found = by.look(turn.talk.id, account, turn.text, tx.now)
    if found is None:
        return False
    caught = reports.caught(
        tx,
        kind=found,
        about=turn.who.id,
        talk=turn.talk.id,
        message=turn.message,
        text=turn.text,
        reason=words.label(f"etiquette-{found.value}"),
    )
    if caught.reminder is not None:
        sanction_notices.reminded(tx, caught.reminder, caught.report)
    elif caught.queued is not None:
        queue_screens.announce(tx, caught.queued)
    return False


def _is_command(turn: Turn) -> bool:
    return bool(turn.command) or turn.text.lstrip().startswith(("/", "!"))
