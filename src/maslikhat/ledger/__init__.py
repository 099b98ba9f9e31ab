"""The public record: what was done, by which number, when; it refuses to know names and texts."""
