"""What Telegram can show and take (core.telegram.org/bots/api, core.telegram.org/bots/faq)."""

from bots.channel import Limits

LIMITS = Limits(
    text=4096,
    label=40,
    inline_rows=30,
    inline_in_row=3,
    inline_keys=90,
    menu_rows=30,
    menu_in_row=3,
    batch=30,
    per_second=30.0,
)
CAPTION = 1024
#: A group takes 20 messages a minute of a bot.
GROUP_RATE = 20 / 60
#: How a button's data begins: a reference to a message of ours, or a command's word.
PRESS, COMMAND = "k", "c"
