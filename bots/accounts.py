"""Our accounts in the messengers, by the settings: a new messenger is one line of ``MAKERS``."""

from collections.abc import Callable
from dataclasses import dataclass

from bots.channel import Channel
from bots.clock import Clock
from bots.settings import Account, Settings


@dataclass(frozen=True)
class Opening:
    """An account of ours and how its channel is made."""

    account: Account
    make: Callable[[Settings, Clock, Account], Channel]


def openings(settings: Settings) -> list[Opening]:
    """All accounts that have a token."""
    return [
        Opening(account, make)
        for messenger, make in MAKERS.items()
        for account in settings.accounts(messenger)
    ]


# Channels are imported where they are made: a school must not pay for libraries of messengers
# that it does not use.


def _vk(settings: Settings, clock: Clock, account: Account) -> Channel:
    from bots.vk import VkChannel

    return VkChannel(
        account.channel,
        account.token.get_secret_value(),
        api_url=settings.vk_api_url,
        monotonic=clock.monotonic,
        per_second=settings.vk_rate,
        wait=settings.vk_longpoll_wait,
        by_callback=settings.vk_updates == "callback",
        secret=settings.vk_callback_secret.get_secret_value(),
        confirmations=settings.vk_confirmations,
    )


def _sferum(settings: Settings, clock: Clock, account: Account) -> Channel:
    from bots.sferum import SferumChannel

    return SferumChannel(
        account.channel,
        account.token.get_secret_value(),
        api_url=settings.sferum_api_url,
        monotonic=clock.monotonic,
        per_second=settings.sferum_rate,
        per_chat=settings.sferum_chat_rate,
        wait=settings.sferum_longpoll_wait,
        by_webhook=settings.sferum_updates == "webhook",
        webhook=f"{settings.public_url.rstrip('/')}/{account.channel}",
        secret=settings.sferum_secret.get_secret_value(),
    )


def _telegram(settings: Settings, clock: Clock, account: Account) -> Channel:
    from bots.telegram import TelegramChannel

    return TelegramChannel(
        account.channel,
        account.token.get_secret_value(),
        api_url=settings.telegram_api_url,
        monotonic=clock.monotonic,
        per_second=settings.telegram_rate,
        per_chat=settings.telegram_chat_rate,
        wait=settings.telegram_longpoll_wait,
        by_webhook=settings.telegram_updates == "webhook",
        webhook=f"{settings.public_url.rstrip('/')}/{account.channel}",
        secret=settings.telegram_secret.get_secret_value(),
    )


MAKERS: dict[str, Callable[[Settings, Clock, Account], Channel]] = {
    "sferum": _sferum,
    "telegram": _telegram,
    "vk": _vk,
}
