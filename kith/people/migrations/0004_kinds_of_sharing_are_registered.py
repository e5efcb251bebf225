"""Which kinds of thing can be shared is said by the apps that own them, no longer by this table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_handle_kinds")]

    operations = [
        migrations.AlterField("grant", "kind", models.CharField(max_length=20)),
        migrations.AlterField("grant", "level", models.CharField(default="words", max_length=10)),
    ]
