"""Who is told what and when: the policy (pure), the scan (one pass), later the channels."""

from ledger.reminders.scan import Scan, remind

__all__ = ["Scan", "remind"]
