from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0007_issue_search"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_organisation_ledger",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_organisation_due",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_organisation_updated",
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["campaign", "ledger_order", "id"], name="issue_campaign_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["organisation", "id"], name="issue_organisation"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=[
                    "status",
                    "due_on",
                    "refusals",
                    "progressed_on",
                    "rectification",
                    "confirmed_on",
                    "registered_on",
                    "campaign",
                    "id",
                ],
                name="issue_colour",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["refusals", "id"], name="issue_refused"),
        ),
    ]
