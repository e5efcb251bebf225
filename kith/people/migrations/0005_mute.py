"""Names someone does not want to read for now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.clock


class Migration(migrations.Migration):
    dependencies = [("people", "0004_kinds_of_sharing_are_registered")]

    operations = [
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hidden", models.BooleanField(default=False)),
                ("since", models.DateTimeField(default=kith.core.clock.now)),
                (
                    "handle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.handle"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mutes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("person", "handle"), name="one_mute_each")]},
        )
    ]
