"""Records for tests. Business records get into a state the way people bring them there: through actions
(see tests/lives.py).
"""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from issues.models import Campaign, Category, Issue, Source
from people.models import Leader, Organisation, RoleGrant, User

PASSWORD = "correct-horse-9"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"第{n}科")
    kind = "department"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.Sequence(lambda n: f"人员{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    must_change_password = False

    @factory.post_generation
    def password(self, create, extracted, **_):
        self.set_password(extracted or PASSWORD)
        if create:
            self.save()

    @factory.post_generation
    def roles(self, create, extracted, **_):
        for role in extracted or ():
            RoleGrant.objects.create(user=self, role=role)


class LeaderFactory(DjangoModelFactory):
    class Meta:
        model = Leader

    organisation = factory.SubFactory(OrganisationFactory)
    post = factory.Sequence(lambda n: f"分管领导{n}")


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    title = factory.Sequence(lambda n: f"专项工作{n}")
    code = factory.Sequence(lambda n: f"2026-专项{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = date(2026, 1, 5)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"类别{n}")


class IssueFactory(DjangoModelFactory):
    """A draft with everything registration needs; `status` other than draft must bring what the constraints
    ask.
    """

    class Meta:
        model = Issue

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SelfAttribute("campaign.organisation")
    category = factory.SubFactory(CategoryFactory, campaign=factory.SelfAttribute("..campaign"))
    title = factory.Sequence(lambda n: f"问题{n}")
    source = factory.LazyFunction(lambda: Source.objects.get_or_create(name="自查自纠")[0])
    found_on = date(2026, 3, 2)
    created_by = factory.SubFactory(UserFactory)
