from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0004_source_version")]

    operations = [
        migrations.AddField(
            model_name="issue",
            name="assigned_on",
            field=models.DateField(editable=False, null=True, verbose_name="交办日期"),
        ),
    ]
