"""manage.py verify_trail: does the chain hold? Exit code 1 on any finding."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from trail.anchoring import anchor_path, read_anchors
from trail.verifying import Report, verify


class Command(BaseCommand):
    help = _("核对留痕链条：找出被改动、删除、调换、插入的记录，以及与锚点不符或被截去的末尾。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", type=Path, help=_("锚点文件，默认取设置中的位置"))
        parser.add_argument("--require-anchor", action="store_true", help=_("没有锚点文件即为不通过"))

    def handle(self, *_args: Any, **options: Any) -> None:
        path = options["anchors"] or anchor_path()
        anchors = read_anchors(path)
        report = verify(anchors)
        self._show(report)
        if anchors is None:
            words = _("没有锚点文件 %(path)s：末尾是否被截去、整条是否被重写无从查验。")
            self.stdout.write(words % {"path": path})
        if report.found or (anchors is None and options["require_anchor"]):
            raise CommandError(
                _("留痕校验未通过：共 %(entries)s 条，发现 %(found)s 处异常。")
                % {"entries": report.entries, "found": report.found}
            )
        self.stdout.write(
            _("留痕校验通过：共 %(entries)s 条，核对锚点 %(anchors)s 个。")
            % {"entries": report.entries, "anchors": len(anchors.anchors) if anchors else 0}
        )

    def _show(self, report: Report) -> None:
        for finding in report.findings:
            self.stdout.write(str(finding))
        more = report.found - len(report.findings)
        if more:
            self.stdout.write(_("……另有 %(more)s 处未列出。") % {"more": more})
