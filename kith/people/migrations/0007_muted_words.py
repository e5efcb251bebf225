"""Words someone would rather not read unasked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.crypto


class Migration(migrations.Migration):
    dependencies = [("people", "0006_discreet")]

    operations = [
        migrations.CreateModel(
            name="MutedWords",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="muted_words",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("words", kith.core.crypto.EncryptedJSONField(default=b"", editable=True, owner="person_id")),
            ],
        )
    ]
