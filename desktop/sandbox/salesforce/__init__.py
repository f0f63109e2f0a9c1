"""The simulated Salesforce org: a second implementation of the vendor's servers, sharing no code with the program."""
