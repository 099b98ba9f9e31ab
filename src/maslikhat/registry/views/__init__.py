"""The pages of the registry's guided acts; public pages are the portal's."""
