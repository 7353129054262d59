"""Loading the signed-in person with what every page needs."""

from django.contrib.auth.backends import ModelBackend

from people.models import User


class WithOrganisation(ModelBackend):
    """Django's password check; the person comes with their organisation in the same query."""

    def get_user(self, user_id: int) -> User | None:
        """The active person, or None."""
        found: User | None = (
            User.objects.select_related("organisation").filter(pk=user_id, is_active=True).first()
        )
        return found
