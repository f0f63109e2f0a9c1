"""Companies: the accounts of the CRM behind the company texts that are to be written there.

Exists so that names are looked up together, and once a session each. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.values import Fields
from desktop.mapping.lens import account_key
from desktop.sync.context import Context


def resolve(context: Context, contents: Iterable[Fields]) -> None:
    """Find the accounts that these fields name, as far as this session has not looked for them yet: one call at most.

    A name that no account has, or several have, is remembered as ''.
    """
    names = {company for fields in contents if (company := context.map.company(fields))}
    unknown = [name for name in sorted(names) if account_key(name) not in context.accounts]
    if not unknown:
        return
    found = {account_key(name): ids for name, ids in context.ends.crm.find_accounts(unknown).items()}
    for name in unknown:
        ids = found.get(account_key(name), ())
        context.accounts[account_key(name)] = ids[0] if len(ids) == 1 else ""
