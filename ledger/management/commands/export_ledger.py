"""`manage.py export_ledger [--campaign ID] --out FILE`: the ledger of one campaign as .xlsx."""

import errno
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Campaign
from ledger.exporting import export, of_campaign

REASONS = {
    errno.ENOENT: gettext_lazy("文件夹不存在"),
    errno.EISDIR: gettext_lazy("这是一个文件夹"),
    errno.EACCES: gettext_lazy("没有写入权限"),
    errno.ENOSPC: gettext_lazy("磁盘已满"),
}


def _why(error: OSError) -> str:
    """The reason in Chinese; the system's own number for a rare one."""
    return str(REASONS.get(error.errno or 0, _("系统错误 %d") % (error.errno or 0)))


class Command(BaseCommand):
    help = "Write the ledger (整改台账) of one campaign as .xlsx; without an id, of the only open one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", type=int, help="id")
        parser.add_argument("--out", required=True, type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        campaign = self._chosen(options["campaign"])
        out: Path = options["out"]
        half = out.with_name(out.name + ".part")
        try:
            with half.open("wb") as file:
                count = export(file, of_campaign(campaign), today=timezone.localdate())
            half.replace(out)
        except OSError as error:
            raise CommandError(_("不能写入 %(path)s：%(why)s") % {"path": out, "why": _why(error)}) from error
        finally:
            half.unlink(missing_ok=True)
        self.stdout.write(
            _("%(title)s：%(count)d 项，已写入 %(path)s")
            % {"title": campaign.title, "count": count, "path": out}
        )

    def _chosen(self, pk: int | None) -> Campaign:
        """The one asked for; else the only open one, where a superior organisation's goes before those
        below it.
        """
        if pk is not None:
            found: Campaign | None = Campaign.objects.filter(pk=pk).first()
            if found is None:
                raise CommandError(_("没有编号为 %d 的专项工作。") % pk)
            return found
        running: list[Campaign] = list(Campaign.objects.in_progress().select_related("organisation"))
        top = [campaign for campaign in running if campaign.organisation.parent_id is None]
        for candidates in (running, top):
            if len(candidates) == 1:
                return candidates[0]
        listed = "\n".join(f"  --campaign {campaign.pk}  {campaign.title}" for campaign in running)
        raise CommandError(
            _("没有正在进行的专项工作。") if not running else _("请指明是哪一个专项工作：\n%s") % listed
        )
