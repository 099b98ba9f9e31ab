"""Whether the Kazakh and the Russian text of a decision state the same: numbers, days and names."""
