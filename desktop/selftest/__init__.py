"""Whether this copy of the program is whole: loads and exercises everything that is otherwise loaded late.

Exists because a packager that leaves something out makes a program that starts and fails at its first sync. Belongs to
the composition root: it may know every room and every library, and no room may know it.
"""
