"""The suite and a stand-in of VK in one thread and in virtual time, with seeded trouble.

``python -m tests.simulation --seed 7`` plays one seed again, with ``--verbose`` line by line;
``--seeds 1000`` plays many. The same seed gives the same trace.
"""
