"""A stand-in of the Telemost API: strict as documented, and able to misbehave.

What is not known of the real one (whether API rooms die after a day, the rate) is a switch.
"""
