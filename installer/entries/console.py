"""Where `smartcloud-connect-cli` of the bundle begins: the command line.

It must not do anything that the installed `smartcloud-connect-cli` does not.
"""

import sys

from desktop.__main__ import command_line

sys.exit(command_line())
