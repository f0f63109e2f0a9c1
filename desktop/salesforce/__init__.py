"""The Salesforce end: fulfils the CRM port over the REST API. Knows nothing of mailboxes, maps or the mirror."""
