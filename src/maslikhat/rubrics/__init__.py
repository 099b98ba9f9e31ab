"""One shared list of subjects, which every room uses and none owns."""
