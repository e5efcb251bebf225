"""Acts for which two people are needed, many posts hidden at once, and which rule held a post by itself."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0002_cases'),
    ]

    operations = [
        migrations.AddField(
            model_name='act',
            name='every_name',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='act',
            name='hours',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='act',
            name='rule',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='act',
            name='since',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='act',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acts', to='safety.case'),
        ),
        migrations.AlterField(
            model_name='act',
            name='kind',
            field=models.CharField(choices=[('hold', 'Your post is held'), ('hide', 'Your post is hidden'), ('word', 'A word from those who keep this place safe'), ('pause', 'You cannot post for a while'), ('suspend', 'Your account rests for a while'), ('many', 'Your posts are hidden')], max_length=8),
        ),
        migrations.CreateModel(
            name='Swept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.BigIntegerField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swept', to='safety.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('act', 'post'), name='swept_once')],
            },
        ),
    ]
