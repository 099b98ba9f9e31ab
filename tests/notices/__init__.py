"""Following, the inbox, digests and delivery."""
