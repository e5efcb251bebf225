"""Whether someone went quiet for a while, and until when; empty for everyone the release before makes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0007_muted_words")]

    operations = [
        migrations.AddField("person", "break_began", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("person", "break_ends", models.DateTimeField(blank=True, null=True)),
    ]
