"""The dictionary of sources (问题来源) every office starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = [
    "自查自纠",
    "意见箱",
    "座谈会",
    "走访",
    "问卷",
    "12345热线",
    "好差评",
    "信访",
    "网络留言",
    "随手拍",
    "日常巡查",
    "督导检查",
    "巡察反馈",
    "审计",
    "上级交办",
    "媒体曝光",
]


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add the names that are not there yet."""
    source = apps.get_model("issues", "Source")
    for position, name in enumerate(NAMES):
        source.objects.get_or_create(name=name, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
