"""manage.py anchor_trail: note by hand where the chain ends today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from trail.anchoring import anchor_path, write_anchor


class Command(BaseCommand):
    help = _("把留痕链条今日的末端记入数据库之外的锚点文件，每日一行。")

    def handle(self, *_args: Any, **_options: Any) -> None:
        anchor = write_anchor(timezone.localdate())
        self.stdout.write(
            _("%(day)s 的锚点：第 %(position)s 条，共 %(count)s 条，文件 %(path)s")
            % {"day": anchor.day, "position": anchor.position, "count": anchor.count, "path": anchor_path()}
        )
