"""That someone is having a hard time: one row each, gone when it is over."""

import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import kith.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HardTime',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('since', models.DateTimeField(default=kith.core.clock.now)),
                ('ends', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hard_time', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
