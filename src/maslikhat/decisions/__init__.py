"""Acts of the councils from the draft to the repeal; it refuses to know when and where they met."""
