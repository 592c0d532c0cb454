"""What is kept for good: files under their SHA-256, archival metadata, packages that prove themselves, and when they may be destroyed."""
