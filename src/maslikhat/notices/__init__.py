"""Following, the inbox, digests and delivery; it knows things by kind and number, and no more."""
