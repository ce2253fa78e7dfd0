"""Methods about people and about the community itself: its events, rights, Callback servers."""

from lab.vk import params, shapes
from lab.vk.community import EVENTS, CallbackServer, Community
from lab.vk.errors import ApiError
from lab.vk.params import Params
from lab.vk.talks import Json
from lab.vk.world import World

SERVERS, TITLE, SECRET = 10, 14, 50
QUIET_ABOUT = {
    "audio": "new",
    "board_post": "delete edit new restore",
    "donut_money_withdraw": "error",
    "donut_subscription": "cancelled create expired price_changed prolonged",
    "group": "change_photo change_settings officers_edit",
    "market_comment": "delete edit new restore",
    "message": "reaction_event read typing_state",
    "photo": "new",
    "photo_comment": "delete edit new restore",
    "poll": "vote_new",
    "user": "block unblock",
    "video": "new",
    "video_comment": "delete edit new restore",
    "wall": "post_new repost schedule_post_delete schedule_post_new",
    "wall_reply": "delete edit new restore",
    "donut": "money_withdraw",
}
QUIET = [f"{about}_{end}" for about, ends in QUIET_ABOUT.items() for end in ends.split()]
RIGHTS = {"photos": 4, "messages": 4096, "docs": 131072, "manage": 262144}


def users_get(world: World, community: Community, asked: Params) -> object:
    """users.get: unknown people are left out."""
    wanted = params.numbers(asked, "user_ids", 1000)
    return [shapes.person(world.people[one]) for one in wanted if one in world.people]


def by_id(world: World, community: Community, asked: Params) -> object:
    return {"groups": [shapes.group(community)], "profiles": []}


def permissions(world: World, community: Community, asked: Params) -> object:
    rights = [{"name": name, "setting": bit} for name, bit in RIGHTS.items()]
    return {"mask": sum(RIGHTS.values()), "permissions": rights}


def is_member(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    if asked.get("user_ids"):
        return [
            {"user_id": one, "member": int(one in community.members)}
            for one in params.numbers(asked, "user_ids", 500)
        ]
    return int(params.number(asked, "user_id") in community.members)


def messages_allowed(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    talk = community.conversations.get(params.number(asked, "user_id"))
    return {"is_allowed": int(talk is not None and talk.allowed)}


def long_poll_server(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    queue = community.long_poll
    if not queue.enabled:
        raise ApiError(100, "longpoll for this group is not enabled")
    server = f"{world.url}/whp/{community.group_id}"
    return {"key": queue.key, "server": server, "ts": str(queue.ts)}


def long_poll_settings(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    queue = community.long_poll
    return {
        "is_enabled": queue.enabled,
        "api_version": queue.api_version,
        "events": _switches(queue.kinds),
    }


def set_long_poll_settings(world: World, community: Community, asked: Params) -> object:
    """groups.setLongPollSettings: kinds not named stay as they are."""
    own(community, asked)
    queue = community.long_poll
    if "enabled" in asked:
        queue.enabled = params.flag(asked, "enabled")
    queue.api_version = asked.get("api_version", queue.api_version)
    _switch(queue.kinds, asked)
    return 1


def confirmation_code(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    return {"code": community.confirmation}


def add_callback_server(world: World, community: Community, asked: Params) -> object:
    """groups.addCallbackServer: at most 10; nothing is switched on at first."""
    own(community, asked)
    title, secret = params.needed(asked, "title"), asked.get("secret_key", "")
    if len(community.callbacks) >= SERVERS or len(title) > TITLE or len(secret) > SECRET:
        raise ApiError(2000)
    server = community.add_server(params.needed(asked, "url"), "unconfigured")
    server.title, server.secret, server.kinds = title, secret, set()
    world.changed.ring()
    return {"server_id": server.id}


def callback_servers(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    wanted = params.numbers(asked, "server_ids", SERVERS)
    items = [
        {
            "id": one.id,
            "title": one.title,
            "creator_id": 1,
            "url": one.url,
            "secret_key": one.secret,
            "status": one.status,
        }
        for one in community.callbacks
        if not wanted or one.id in wanted
    ]
    return {"count": len(items), "items": items}


def set_callback_settings(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    server = _server(community, asked)
    server.api_version = asked.get("api_version", server.api_version)
    _switch(server.kinds, asked)
    return 1


def delete_callback_server(world: World, community: Community, asked: Params) -> object:
    own(community, asked)
    community.callbacks.remove(_server(community, asked))
    return 1


def own(community: Community, asked: Params) -> None:
    """A community's token is good for that community only."""
    if params.number(asked, "group_id") != community.group_id:
        raise ApiError(15, "no access to this group")


def _server(community: Community, asked: Params) -> CallbackServer:
    number = params.number(asked, "server_id")
    for server in community.callbacks:
        if server.id == number:
            return server
    raise ApiError(100, "server_id is invalid")


def _switches(kinds: set[str]) -> Json:
    """Kinds that the stand-in never gives (`QUIET`) are off always."""
    return {kind: int(kind in kinds) for kind in (*EVENTS, *QUIET)}


def _switch(kinds: set[str], asked: Params) -> None:
    for kind in EVENTS:
        if kind in asked and params.flag(asked, kind):
            kinds.add(kind)
        elif kind in asked:
            kinds.discard(kind)
