"""The pages of sittings: views are doormen, grouped by what they are about."""
