"""Joint inquiries: one text of many deputies to many bodies, and their answers side by side."""
