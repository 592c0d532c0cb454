"""The event record: streams of events in hash chains, and what is kept beside them; it knows nothing of what the events mean."""
