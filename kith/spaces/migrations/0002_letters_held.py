"""A letter that never reached the other, because they keep its writer apart; earlier ones all did."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='held',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
