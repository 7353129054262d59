"""The search index of issues: kept by the database itself, see issues/search_index.py."""

from django.db import migrations

from issues import search_index


def install(apps, schema_editor):
    search_index.install(schema_editor.connection)


def remove(apps, schema_editor):
    search_index.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("issues", "0006_issue_orders")]

    operations = [migrations.RunPython(install, remove)]
