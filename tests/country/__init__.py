"""Claims about the whole portal, made on the demo country."""
