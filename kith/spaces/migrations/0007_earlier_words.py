"""A post as it was before its author changed it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.clock
import kith.core.crypto
import kith.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0006_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('body', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('until', models.DateTimeField(default=kith.core.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='spaces.post')),
            ],
        ),
    ]
