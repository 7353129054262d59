from datetime import date

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0005_issue_assigned_on"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_campaign",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_organisation",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_category",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_unit_status",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_leader_status",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_status",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_rectification",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_due",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_open_due",
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_updated",
        ),
        migrations.AddField(
            model_name="issue",
            name="due_order",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce(
                    "due_on", models.Value(date(9999, 12, 31), output_field=models.DateField())
                ),
                output_field=models.DateField(),
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="is_open",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.ExpressionWrapper(
                    models.Q(("status__in", ("assigned", "rectifying", "reviewing"))),
                    output_field=models.BooleanField(),
                ),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="ledger_order",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            models.Value(2147483647), "-", models.F("campaign_id")
                        ),
                        "*",
                        models.Value(2147483648),
                    ),
                    "+",
                    django.db.models.functions.comparison.Coalesce("serial", models.Value(2147483647)),
                ),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="campaign",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="issues.campaign",
                verbose_name="专项工作",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="category",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="issues.category",
                verbose_name="问题类别",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="lead_leader",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="people.leader",
                verbose_name="牵头领导",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
                verbose_name="主办组织",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="people.organisation",
                verbose_name="责任单位",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["campaign", "due_order", "id"], name="issue_campaign_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["campaign", "updated_at", "id"], name="issue_campaign_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["category", "ledger_order", "id"], name="issue_category_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["category", "due_order", "id"], name="issue_category_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["category", "updated_at", "id"], name="issue_category_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["unit", "ledger_order", "id"], name="issue_unit_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["unit", "due_order", "id"], name="issue_unit_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["unit", "updated_at", "id"], name="issue_unit_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["lead_leader", "ledger_order", "id"], name="issue_lead_leader_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["lead_leader", "due_order", "id"], name="issue_lead_leader_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["lead_leader", "updated_at", "id"], name="issue_lead_leader_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=["organisation", "ledger_order", "id"], name="issue_organisation_ledger"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["organisation", "due_order", "id"], name="issue_organisation_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=["organisation", "updated_at", "id"], name="issue_organisation_updated"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["status", "ledger_order", "id"], name="issue_status_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["status", "due_order", "id"], name="issue_status_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["status", "updated_at", "id"], name="issue_status_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["is_open", "ledger_order", "id"], name="issue_is_open_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["is_open", "due_order", "id"], name="issue_is_open_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["is_open", "updated_at", "id"], name="issue_is_open_updated"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=["rectification", "ledger_order", "id"], name="issue_rectification_ledger"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["rectification", "due_order", "id"], name="issue_rectification_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                fields=["rectification", "updated_at", "id"], name="issue_rectification_updated"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["ledger_order", "id"], name="issue_all_ledger"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["due_order", "id"], name="issue_all_due"),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["updated_at", "id"], name="issue_all_updated"),
        ),
    ]
