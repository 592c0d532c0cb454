"""Who reminds and is killed: forks, for each line on stdin that names a record, a mail server and a moment, a child that reminds then.

The number of the child is said on stdout; how it ended is said after another line, so that until then the number is of nobody else. A new
interpreter for each of three hundred deaths would take most of the time.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime

from agreements.application.acting import Moment
from agreements.application.reminders import Posting, remind
from agreements.mail.letters import mailbox
from agreements.mail.smtp import Server, connected
from agreements.model.amsterdam import legal_date
from agreements.record.opening import open_record


def work(place: str, url: str, instant: str) -> None:
    """Remind as of a moment."""
    moment = Moment(instant, legal_date(datetime.fromisoformat(instant)))
    sender = mailbox("maatwerk", "maatwerk@kantoor.example")
    assert sender is not None
    with open_record(place) as record:
        remind(record, Posting(connected(Server.at(url)), sender, "nl", lambda: moment))


def main() -> None:
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.setsid()
            work(*line.split())
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(f"{'killed' if died else status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
