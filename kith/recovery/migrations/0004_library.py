"""The library of what helps: entries members offered, what is said of them, and how many they helped."""

import django.db.models.deletion
import kith.core.clock
import kith.core.crypto
import kith.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0003_more_about_a_try'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryMark',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('helped', models.PositiveSmallIntegerField(default=0)),
                ('aside', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LibraryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('how', models.TextField(blank=True)),
                ('when', models.CharField(blank=True, max_length=500)),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be read'), ('changes', 'Waiting for your answer'), ('listed', 'In the library'), ('declined', 'Not taken in'), ('aside', 'Taken out of the library')], default='waiting', max_length=10)),
                ('offered', models.DateTimeField(default=kith.core.clock.now)),
                ('new_name', models.CharField(blank=True, max_length=120)),
                ('new_how', models.TextField(blank=True)),
                ('new_when', models.CharField(blank=True, max_length=500)),
                ('reviewed_as', models.CharField(blank=True, choices=[('steward', 'Steward'), ('moderator', 'Moderator'), ('practitioner', 'Practitioner'), ('peer_supporter', 'Peer supporter'), ('navigator', 'Navigator'), ('facilitator', 'Facilitator')], max_length=20)),
                ('reviewed', models.DateTimeField(null=True)),
                ('check_by', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='library_entries', to=settings.AUTH_USER_MODEL)),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('strategy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='recovery.strategy')),
            ],
        ),
        migrations.CreateModel(
            name='LibraryAnswer',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('at', models.DateTimeField(default=kith.core.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='said', to='recovery.libraryentry')),
            ],
        ),
        migrations.CreateModel(
            name='LibraryFit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('racing', 'Panic, or a racing heart'), ('thoughts', 'Thoughts going round'), ('low', 'Low, or no strength'), ('night', 'At night'), ('morning', 'Getting going'), ('far', 'Far away, or not real'), ('alone', 'Alone'), ('out', 'Out among people'), ('angry', 'Angry, or after a row'), ('ahead', 'Before something hard'), ('urge', 'Waiting for an urge to pass')], max_length=10)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fits', to='recovery.libraryentry')),
            ],
        ),
        migrations.CreateModel(
            name='LibraryProblem',
            fields=[
                ('id', models.UUIDField(default=kith.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('harm', 'It could hurt someone'), ('wrong', 'Something in it is not right'), ('unkind', 'It is not kind'), ('private', 'It tells who someone is'), ('other', 'Something else')], max_length=10)),
                ('words', kith.core.crypto.EncryptedTextField(default=b'', editable=True, owner='person_id')),
                ('at', models.DateTimeField(default=kith.core.clock.now)),
                ('settled', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='libraryentry',
            index=models.Index(fields=['state', '-reviewed'], name='entry_newest'),
        ),
        migrations.AddConstraint(
            model_name='libraryentry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'changes', 'listed', 'declined', 'aside'])), name='entry_state_known'),
        ),
        migrations.AddConstraint(
            model_name='libraryentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'listed'), _negated=True), models.Q(('check_by__isnull', False), ('reviewed__isnull', False)), _connector='OR'), name='entry_listed_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='libraryfit',
            constraint=models.UniqueConstraint(fields=('code', 'entry'), name='entry_fits_once'),
        ),
        migrations.AddIndex(
            model_name='libraryproblem',
            index=models.Index(fields=['settled', 'at'], name='problem_open'),
        ),
    ]
