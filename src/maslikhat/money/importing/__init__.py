"""A file of budgets becomes versions: read, checked and staged until one short act shows them."""
