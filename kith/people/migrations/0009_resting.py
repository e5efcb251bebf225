"""Until when someone cannot post, and until when their account rests; empty for everyone the release before makes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_break")]

    operations = [
        migrations.AddField("person", "paused_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("person", "suspended_until", models.DateTimeField(blank=True, null=True)),
    ]
