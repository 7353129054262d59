"""Campaigns, categories and sources as actions."""

import pytest

from issues import actions
from issues.actions import CategoryRow
from issues.models import Campaign, Source
from people.refusals import NotYours, Outdated, Unfit
from tests.factories import CampaignFactory, CategoryFactory, OrganisationFactory, UserFactory
from trail.models import Entry


def test_a_campaign_is_kept_by_clerks_at_or_above_its_organisation(county):
    below = CampaignFactory(organisation=county.unit)
    below.title = "新"
    assert actions.save_campaign(campaign=below, changed=["title"], by=county.clerk).version == 2
    unit_clerk = UserFactory(organisation=county.unit, roles=["clerk"])
    for user in (county.reviewer, county.liaison, unit_clerk):
        with pytest.raises(NotYours):
            actions.save_campaign(campaign=county.campaign, changed=["title"], by=user)


def test_a_campaign_cannot_be_pulled_over_from_another_organisation(county):
    foreign = CampaignFactory(organisation=OrganisationFactory(kind="county"))
    foreign.organisation = county.root
    with pytest.raises(NotYours):
        actions.save_campaign(campaign=foreign, changed=["organisation"], by=county.clerk)
    assert Campaign.objects.get(pk=foreign.pk).organisation != county.root


def test_only_the_named_fields_of_a_campaign_are_saved(county):
    county.campaign.title, county.campaign.warn_days = "新", 30
    actions.save_campaign(campaign=county.campaign, changed=["title"], by=county.clerk)
    saved = Campaign.objects.get(pk=county.campaign.pk)
    assert (saved.title, saved.warn_days) == ("新", 7)
    entry = Entry.objects.thread_of(saved).last()
    assert (entry.verb, entry.before, entry.after) == (
        "campaign.edit",
        {"title": "学习教育"},
        {"title": "新"},
    )


@pytest.mark.parametrize("what", ["campaign", "source"])
def test_an_old_version_is_refused(county, what):
    row = county.campaign if what == "campaign" else Source.objects.first()
    save = actions.save_campaign if what == "campaign" else actions.save_source
    name = "title" if what == "campaign" else "name"
    save(**{what: row}, changed=[name], by=county.clerk, version=1)
    with pytest.raises(Outdated):
        save(**{what: type(row).objects.get(pk=row.pk)}, changed=[name], by=county.clerk, version=1)


def test_categories_are_saved_against_the_version_they_were_read_with(county):
    rows = [CategoryRow(None, "甲")]
    actions.save_categories(campaign=county.campaign, rows=rows, by=county.clerk, version=1)
    with pytest.raises(Outdated):
        actions.save_categories(campaign=county.campaign, rows=rows, by=county.clerk, version=1)


def test_three_categories_can_change_names_in_a_circle(county):
    names = ["甲", "乙", "丙"]
    made = [CategoryFactory(campaign=county.campaign, name=name) for name in names]
    turned = [CategoryRow(one.pk, name) for one, name in zip(made, ["乙", "丙", "甲"], strict=True)]
    actions.save_categories(campaign=county.campaign, rows=turned, by=county.clerk)
    assert [one.name for one in county.campaign.categories.all()] == ["乙", "丙", "甲"]


def test_a_name_stands_once_in_a_campaign(county):
    with pytest.raises(Unfit):
        actions.save_categories(
            campaign=county.campaign, rows=[CategoryRow(None, "甲"), CategoryRow(None, "甲")], by=county.clerk
        )


def test_a_refused_list_leaves_everything_as_it_was(county):
    used = county.category
    CategoryFactory(campaign=county.campaign, name="空的", position=1)
    actions.create_draft(
        campaign=county.campaign,
        values={"category": used, "title": "x", "source": Source.objects.first(), "found_on": "2026-01-01"},
        by=county.clerk,
    )
    with pytest.raises(Unfit):
        actions.save_categories(campaign=county.campaign, rows=[CategoryRow(None, "新")], by=county.clerk)
    assert [one.name for one in county.campaign.categories.all()] == ["形式主义", "空的"]


def test_the_office_at_the_top_keeps_the_sources(county):
    source = Source.objects.first()
    unit_clerk = UserFactory(organisation=county.unit, roles=["clerk"])
    with pytest.raises(NotYours):
        actions.save_source(source=source, changed=["name"], by=unit_clerk)
    new = actions.save_source(source=Source(name="第三方评估", position=99), changed=[], by=county.clerk)
    assert Entry.objects.thread_of(new).last().verb == "source.create"
