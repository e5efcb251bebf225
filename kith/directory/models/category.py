"""What kinds of service there are, in plain words, as a small tree."""

from django.db import models


class Category(models.Model):
    """A kind of service. Kept in data/categories.json and copied here, so that rows can point to it."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    needs = models.CharField(max_length=60, help_text="codes of people.Need, spaces between")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
