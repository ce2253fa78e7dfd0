"""Texts that were written to break a program, and updates with anything in any field."""

import json
from collections.abc import Iterator
from random import Random

from lab.vk.talks import Json

_LONG = (4_000, 4_096, 9_000, 20_000, 1_000_000)
_ODD = {
    "a zero": "\x00",
    "half of a pair": "\ud83d",
    "the other half": "\ude00",
    "a joiner": "\u200d",
    "no width": "\u200b",
    "right to left": "\u202e",
    "isolated": "\u2066",
    "a line of scripts": "\u2028",
    "a mark": "\u0301",
    "no character": "\ufffe",
    "a private one": "\ue000",
    "a mark of order": "\ufeff",
    "a bell": "\x07",
    "an escape": "\x1b[2J\x1b[31m",
    "a return": "\r",
    "a family": "👨\u200d👩\u200d👧",
    "a flag": "🏴\U000e0067\U000e007f",
    "Arabic": "ﷺ",
    "a tag": "\U000e0041",
}
_INJECTIONS = (
    "'; DROP TABLE resident; --",
    '" OR 1=1 --',
    "Robert'); DELETE FROM outbox;",
    '{"command":"start"}',
    '{"k":"key.0"}',
    '{"command":"desk"}',
    '"}); API.messages.send({"peer_id":1}); return ({',
    "return API.users.get({});",
    "</script><script>alert(1)</script>",
    "<b>жирно</b> <i>и</i> <a href='https://example.ru'>ссылка</a>",
    "&lt;b&gt; &amp;amp; &#0; &nbsp;",
    "**жирно** __курсив__ `код` [имя](https://example.ru)",
    "[club373001|@all] @everyone @here [id1|Павел]",
    "{ $name } { PLURAL($count) } {{ 7*7 }} ${7*7} %s %(x)s {0} {you}",
    "$(reboot) `reboot` ; rm -rf / | cat",
    "../../../../etc/passwd",
    "\\\\server\\share\\x",
    "remove",
    "version 5.0",
    "ok",
    '=HYPERLINK("http://example.ru")',
    "NaN",
    "null",
    "-1",
    "99999999999999999999999999",
    "1e309",
    "0x41",
    "Мeню",
    "МЕНЮ" + "\u200b",
    "П о м о щ ь",
    "/" * 500,
    "!" * 500,
    ":" * 500,
    "1" * 500,
    "." * 500,
    "-" * 5_000,
    "AAAA-AAAA",
    "ABCD-2345" * 100,
    "через " * 2_000,
    "завтра в " * 2_000,
    "1 час " * 2_000,
    "01.01.2027 " * 2_000,
)


def texts() -> list[str]:
    """Over two hundred of them, the same at every call."""
    found = [*_INJECTIONS, "", " ", "\n" * 1_000, "\t \n"]
    found += ["я" * length for length in _LONG]
    found += ["е" + "\u0301" * 100_000, "слово " * 20_000, "🙂" * 10_000]
    for odd in _ODD.values():
        found += [odd, f"до{odd}после", odd * 300, f"Меню{odd}", f"{odd}Меню", f"Дневник{odd}: да"]
    random = Random(373)
    letters = "абвгдеёжзийАБВ012 .,:;!?/-\n'\"<>&{}[]$%" + "".join(_ODD.values())
    for length in (1, 3, 10, 40, 200, 1_000, 5_000):
        found += ["".join(random.choices(letters, k=length)) for _ in range(8)]
    return found


_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    -(2**70),
    1.5,
    "",
    "0",
    "\x00",
    "\ud83d",
    "я" * 5_000,
    [],
    [[]],
    [None],
    {},
    {"k": {}},
    [{"type": "photo", "photo": None}],
)


def updates(update: Json, count: int) -> Iterator[Json]:
    """Copies of an update with one to three fields replaced, dropped or made up."""
    random = Random(12)
    for _ in range(count):
        made: Json = json.loads(json.dumps(update))
        for _ in range(random.randint(1, 3)):
            _spoil(made, random)
        yield made


def _spoil(update: Json, random: Random) -> None:
    place = update
    while True:
        name = random.choice([*place, "odd"])
        inside = place.get(name)
        if isinstance(inside, dict) and inside and random.random() < 0.8:
            place = inside
            continue
        if random.random() < 0.15:
            place.pop(name, None)
        else:
            place[name] = random.choice(_VALUES)
        return


def bodies(update: Json, count: int) -> Iterator[bytes]:
    """Bodies of requests: cut, with bytes changed, or no update at all."""
    random = Random(12)
    whole = json.dumps(update, ensure_ascii=False).encode()
    for _ in range(count):
        body = bytearray(whole)
        for _ in range(random.randint(1, 8)):
            body[random.randrange(len(body))] = random.randrange(256)
        yield bytes(body[: random.randint(1, len(body))] if random.random() < 0.3 else body)
