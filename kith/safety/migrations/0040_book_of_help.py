"""Makes room for the numbers on help now, as stewards keep them: one row for each whole version."""

import django.db.models.deletion
import kith.core.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0030_shifts_can_be_offered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BookOfHelp',
            fields=[
                ('version', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('made', models.DateTimeField(default=kith.core.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
