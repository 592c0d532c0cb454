"""The process: what a workflow file says, whether it is sound, and what a command makes of a case. Pure: no clock, no disk, no random."""
