"""The whole pack of a sitting in one numbered PDF: what is in it, how it is bound and kept."""
