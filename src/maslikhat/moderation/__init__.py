"""Reports, measures and appeals: what is done about a text or its author, why, and by what office.

It knows things by kind and number; what they are and where they stand, upper rooms tell it.
"""
