"""«Родителям отправлено» for pupils of 14 and more; the coordinator's preview (R2, R3)."""

from dialogs import digests, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import digest_previews, parent_told
from storage.residents import Role, Who
from storage.store import Tx


@command("parents-told", listed=lambda who: who.is_pupil)
def told(tx: Tx, turn: Turn) -> Screen:
    """What went to one's own parents, the newest first, in the words that they got."""
    found = parent_told.about_me(tx, turn.who)
    if not found:
        return screen(words.say("parents-told-none"))
    said = [words.say("parents-told-head")]
    for one in found:
        said += [words.say("parents-told-at", at=one.at, how=one.how.value), one.text]
    return screen("\n\n".join(said))


def looks_ahead(who: Who) -> bool:
    return who.has(Role.COORDINATOR, Role.ADMIN)


@command("digest-preview", argument=True, listed=looks_ahead)
def preview(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«Предпросмотр дайджеста: Котова Аня»."""
    pupils = digest_previews.pupils(tx, turn.who, name=rest)
    if not rest:
        return screen(words.say("preview-how"))
    if len(pupils) == 1:
        return show(tx, turn, pupils[0].id or 0)
    items = [link(_full(one), "digest.preview", child=one.id or 0) for one in pupils]
    return screen(words.say("preview-which" if pupils else "preview-nobody"), items=items)


def _full(who: Who) -> str:
    return " ".join(part for part in (who.family, who.name, who.grade) if part)


@action("digest.preview")
def show(tx: Tx, turn: Turn, child: int) -> Screen:
    """What each parent would get now; nothing is sent."""
    said: list[str] = []
    for who, reader in digest_previews.of_child(tx, turn.who, child=child):
        made = digests.compose(tx, [reader], whatever=True)
        said.append(words.say("preview-for", name=who.short))
        said += [letter.text for one in made for letter in one.letters]
    return screen("\n\n".join(said) if said else words.say("preview-no-parents"))
