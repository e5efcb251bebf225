"""Posts that those who keep the place safe hold back for a while."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("spaces", "0010_what_someone_takes_on")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not held"),
                    ("waiting", "Waits for a moderator to read it"),
                    ("hidden", "Hidden by a moderator"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("hold", ""), models.Q(("hold__in", ["waiting", "hidden"]), ("withdrawn__isnull", False)), _connector="OR"),
                name="post_held_is_not_seen",
            ),
        ),
    ]
