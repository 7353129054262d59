from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0003_campaign_summary")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
