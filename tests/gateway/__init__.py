"""The gateway, tried over the network against pages of its own."""
