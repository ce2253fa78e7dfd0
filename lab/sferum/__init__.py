"""A stand-in of Sferum's messenger, MAX, for bots: strict like the real one, and able to misbehave.

It follows the schema 0.0.33 of the MAX Bot API. What is not known of the real one
(facts/sferum-max.md, 6) is a setting: `world.Settings`.
"""
