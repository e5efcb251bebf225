"""Who may read a thread, what it holds in a few neutral words, and whether it stands above the others."""

from django.db import migrations, models
from django.db.models import Q

READERS = [
    ("all", "Everyone who can read this group"),
    ("members", "Only people in this group"),
    ("running", "Only those who run this group"),
]
NOTE = {"blank": True, "db_default": "", "default": "", "max_length": 60}


class Migration(migrations.Migration):
    dependencies = [("spaces", "0002_letters_held")]

    operations = [
        migrations.AddField("post", "note", models.CharField(**NOTE)),
        migrations.AddField("thread", "note", models.CharField(**NOTE)),
        migrations.AddField("thread", "pinned", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("space", "pins", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddField(
            "thread", "readers", models.CharField(choices=READERS, db_default="all", default="all", max_length=8)
        ),
        migrations.AddConstraint(
            "thread",
            models.CheckConstraint(condition=Q(readers__in=["all", "members", "running"]), name="thread_readers_known"),
        ),
        migrations.AddIndex(
            "thread",
            models.Index(fields=["space", "-pinned"], condition=Q(pinned__isnull=False), name="thread_pinned"),
        ),
    ]
