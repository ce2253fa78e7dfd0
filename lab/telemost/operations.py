"""What Telemost does with a call that came through: its checks in their order, its errors."""

from dataclasses import dataclass

from lab.telemost.world import CREATE, READ, UPDATE, Conference, Json, World

LEVELS = ("PUBLIC", "ORGANIZATION", "ADMINS", "UNKNOWN")
COHOSTS_MOST = 30
FIELDS = {
    "access_level",
    "waiting_room_level",
    "live_stream",
    "cohosts",
    "is_auto_summarization_enabled",
    "should_create_public_chat_if_not_exists",
}


@dataclass
class ApiError(Exception):
    """An error as the API words it."""

    status: int
    error: str
    message: str
    description: str
    details: Json | None = None

    def body(self) -> Json:
        told: Json = {
            "error": self.error,
            "message": self.message,
            "description": self.description,
        }
        return told | ({"details": self.details} if self.details else {})


UNAUTHORIZED = ApiError(401, "UnauthorizedError", "Не авторизован.", "Unauthorized")
FORBIDDEN = ApiError(
    403,
    "ForbiddenError",
    "Доступ запрещён. Возможно, у приложения недостаточно прав.",
    "Forbidden",
)
PERSONAL = ApiError(
    403,
    "ApiRestrictedToOrganizations",
    "API доступен пользователям Яндекс 360 для бизнеса.",
    "Api is restricted to organizations",
)
UNPAID = ApiError(
    402,
    "PaymentRequiredToUseLiveStreams",
    "Для трансляций нужен платный тариф.",
    "Payment required to use live streams",
)
NO_CONFERENCE = ApiError(
    404, "ConferenceNotFound", "Видео встреча не найдена.", "Conference not found."
)
TOO_MANY = ApiError(429, "TooManyRequestsError", "Слишком много запросов.", "Too Many Requests")
UNPARSABLE = ApiError(
    400, "FormatterParseError", "Не удалось разобрать данные.", "Unable to parse data."
)
SCOPES = {"POST": CREATE, "GET": READ}


def admit(world: World, method: str, authorization: str) -> None:
    """Check who calls, and what they may."""
    scheme, _, token = authorization.partition(" ")
    scopes = world.tokens.get(token)
    if scheme != "OAuth" or scopes is None:
        raise UNAUTHORIZED
    if world.refusals > 0:
        world.refusals -= 1
        raise TOO_MANY
    if SCOPES.get(method, UPDATE) not in scopes:
        raise FORBIDDEN
    if world.personal:
        raise PERSONAL


def create(world: World, body: Json) -> Json:
    _must_be_write(body)
    if "live_stream" in body and not world.broadcasts:
        raise UNPAID
    cohosts = _people(world, body)
    number = f"{10_000_000_000_000 + 7_919 * (len(world.conferences) + 1)}"
    made = Conference(
        number,
        world.now(),
        body.get("waiting_room_level", "PUBLIC"),
        cohosts,
        "live_stream" in body,
    )
    world.conferences[number] = made
    told: Json = {"id": number, "join_url": url(number)}
    if made.live:
        told["live_stream"] = {"watch_url": f"https://telemost.yandex.ru/live/{int(number):032x}"}
    return told


def url(number: str) -> str:
    return f"https://telemost.yandex.ru/j/{number}"


def read(world: World, number: str) -> Json:
    found = _found(world, number)
    return {
        "id": number,
        "join_url": url(number),
        "access_level": "PUBLIC",
        "waiting_room_level": found.waiting_room,
        "sip_uri_meeting": f"{number}@sip.t.ya.ru",
        "sip_uri_telemost": "j@sip.t.ya.ru",
        "sip_id": number,
    }


def update(world: World, number: str, body: Json) -> Json:
    found = _found(world, number)
    _must_be_write(body)
    found.waiting_room = body.get("waiting_room_level", found.waiting_room)
    return read(world, number)


def add_cohosts(world: World, number: str, body: Json) -> None:
    found = _found(world, number)
    found.cohosts += [one for one in _people(world, body) if one not in found.cohosts]


def _found(world: World, number: str) -> Conference:
    found = world.find(number)
    if found is None:
        raise NO_CONFERENCE
    return found


def _must_be_write(body: Json) -> None:
    level = body.get("waiting_room_level", "PUBLIC")
    if set(body) - FIELDS or level not in LEVELS:
        raise ApiError(400, "ValidationError", "Проверьте данные.", "Check the data.")


def _people(world: World, body: Json) -> list[str]:
    told = body.get("cohosts", [])
    if not isinstance(told, list) or len(told) > COHOSTS_MOST:
        raise ApiError(400, "ValidationError", "Проверьте данные.", "Check the data.")
    emails = [str(one.get("email", "")) for one in told]
    unknown = [one for one in emails if one in world.strangers or "@" not in one]
    if unknown:
        raise ApiError(
            404,
            "NoSuchUserPrincipalsFound",
            "Пользователи не найдены.",
            "No such user principals found",
            {"emails": ";".join(unknown)},
        )
    return emails
