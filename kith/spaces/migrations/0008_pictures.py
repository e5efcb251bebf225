"""Pictures that stand with words in a group: sealed, and only looked for in threads that have some."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kith.core.crypto


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0007_earlier_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='thread',
            name='has_pictures',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('withdrawn', models.DateTimeField(blank=True, null=True)),
                ('alt', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('drawn', kith.core.crypto.EncryptedBytesField(default=b'', editable=True, owner='person_id')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='spaces.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'place'), name='one_picture_a_place')],
            },
        ),
    ]
