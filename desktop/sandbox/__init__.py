"""The second world: a simulated Salesforce org and Exchange mailbox on loopback.

It exists so that the program, vendor libraries and anyone's client can be run against servers without accounts.
It must not know anything else of `desktop`: a shared line would be a shared bug.
"""
