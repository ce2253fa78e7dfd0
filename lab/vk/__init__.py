"""A stand-in of VK for communities' bots: strict like the real one, and able to misbehave.

What is not known of the real one (facts/vk.md, 7) is a setting: `world.Settings`.
"""
