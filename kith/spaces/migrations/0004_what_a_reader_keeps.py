"""Threads a reader put away for now, and posts they keep for themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import kith.core.clock
import kith.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0003_how_a_thread_is_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("readmark", "not_now", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "readmark", models.Index(fields=["person"], condition=Q(not_now__isnull=False), name="mark_not_now")
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField(default=kith.core.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="spaces.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at", "-id"], name="bookmark_list")],
                "constraints": [models.UniqueConstraint(fields=("person", "post"), name="one_bookmark_a_post")],
            },
        ),
    ]
