"""SmartCloud Connect Desktop: keeps a Salesforce org and an Exchange mailbox the same."""

__version__ = "0.1.0"
