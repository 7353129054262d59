"""A supervisor over pieces of Python, for the tests to signal: LOG_DIR '[["name", "code"], …]'."""

import json
import signal
import sys
from pathlib import Path

import django
from django.conf import settings

from config.supervisor import Pace, Program, Supervisor

# A shell that started the tests may have left a signal ignored (nohup does); the supervisor would rightly
# go on ignoring it, and here it is to be heeded.
signal.signal(signal.SIGHUP, signal.SIG_DFL)


def main() -> None:
    """Run each piece of Python as one program."""
    settings.configure(USE_I18N=False)
    django.setup()
    log_dir, programs = Path(sys.argv[1]), json.loads(sys.argv[2])
    Supervisor(
        [Program(name=name, title=name, argv=(sys.executable, "-u", "-c", code)) for name, code in programs],
        log_dir=log_dir,
        say=lambda line: print(line, flush=True),
        pace=Pace(quick=1.0, first=0.05, slow=0.5, warn_after=3, grace=1.5, tick=0.05),
    ).run()
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
