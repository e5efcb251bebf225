"""Whether Kith shows itself plainly or discreetly to someone; the database knows the usual answer for the release before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_mute")]

    operations = [
        migrations.AddField("person", "discreet", models.BooleanField(default=False, db_default=False)),
    ]
