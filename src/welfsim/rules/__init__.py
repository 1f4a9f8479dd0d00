"""What processes share: questions about a person, moves between states, queues, and the time of coaches.

A rule answers and writes nothing. A move writes, and each column of the state is written by the moves of one module.
"""
