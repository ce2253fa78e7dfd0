"""Half-filled forms that wait: laid aside, or begun in another messenger (C3, C4)."""

from collections.abc import Mapping

from dialogs import accounts, form_screens, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link, screen
from storage import drafts, refusals, talks
from storage.drafts import Draft
from storage.store import Tx

#: What is done with a form from wherever one is.
TAKES_PLACE = frozenset({"form.resume", "form.leave"})


def make_way(tx: Tx, turn: Turn) -> Draft | None:
    """Keep the answers of the form that is being filled here: something else comes between.

    One that is being filled in another messenger stays as it is there, unless it was forgotten.
    """
    draft = None if turn.in_chat else drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None or (is_elsewhere(turn, draft) and not drafts.is_stale(tx, draft)):
        return draft
    if draft.answers:
        drafts.lay_aside(tx, draft)
    else:
        drafts.drop(tx, draft)
    return draft


def told(tx: Tx, turn: Turn, before: Draft | None) -> tuple[Screen, ...]:
    """Say of the form to which way was made that it waits, unless what came between took it up.

    One that is being filled elsewhere is offered here, once.
    """
    draft = drafts.owned(tx, before.owner, before.id) if before is not None else None
    if draft is None:
        return ()
    if not draft.active:
        return (form_screens.kept(turn, draft),)
    if not is_elsewhere(turn, draft) or draft.offered_id == turn.talk.id:
        return ()
    return (offered(tx, turn, draft),)


def is_elsewhere(turn: Turn, draft: Draft) -> bool:
    """Whether a form is being filled in another conversation than this."""
    return draft.active and draft.talk_id not in (None, turn.talk.id)


def lay_aside(tx: Tx, turn: Turn, draft: Draft) -> Screen:
    """Keep a half-filled form as a draft, and say so."""
    drafts.lay_aside(tx, draft)
    return form_screens.kept(turn, draft)


def offered(tx: Tx, turn: Turn, draft: Draft) -> Screen:
    """Ask whether to go on here with a form that was begun in another messenger."""
    draft.offered_id = turn.talk.id
    drafts.keep(tx, draft)
    there, here = talks.messenger_at(tx, draft.talk_id), talks.messenger_of(turn.talk.channel)
    said = words.say(
        "form-elsewhere",
        title=form_screens.title_of(draft),
        where=accounts.messenger_in(there) if there and there != here else "none",
        count=len(draft.answers),
        you=turn.you,
    )
    return screen(
        said,
        [
            link(words.label("form-here"), "form.resume", style="primary", draft=draft.id),
            link(words.label("form-there"), "form.leave", draft=draft.id),
        ],
    )


def went_on(tx: Tx, turn: Turn, name: str, args: Mapping[str, int | str]) -> Screen | None:
    """What an old question's button shows while its form is being filled elsewhere."""
    number = args.get("draft")
    if not name.startswith("form.") or name in TAKES_PLACE or not isinstance(number, int):
        return None
    draft = drafts.owned(tx, turn.owner, number)
    if draft is None or not is_elsewhere(turn, draft):
        return None
    return offered(tx, turn, draft)


@action("form.leave")
def leave(tx: Tx, turn: Turn, draft: int) -> Screen:
    """The form goes on where it was begun."""
    kept = drafts.owned(tx, turn.owner, draft)
    if kept is None:
        raise refusals.Spent("form-gone")
    there = talks.messenger_at(tx, kept.talk_id)
    where = accounts.messenger_in(there) if there else "none"
    title = form_screens.title_of(kept)
    return screen(words.say("form-left", title=title, where=where, you=turn.you))
