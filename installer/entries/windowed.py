"""Where `smartcloud-connect` of the bundle begins: the tray, without a console of its own.

It must not do anything that `python -m desktop` does not.
"""

import sys

from desktop.__main__ import main

sys.exit(main())
