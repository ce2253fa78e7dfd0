"""A stand-in of Telegram for bots: the Bot API over HTTP on loopback, strict as the real one.

Source: core.telegram.org/bots/api (9.x). What the documentation does not tell is a setting
(`lab.telegram.world.Settings`).
"""
