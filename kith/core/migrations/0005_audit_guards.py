"""Makes the database refuse to change or remove acts; reads and refusals may go after a year, and nothing else."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER core_auditevent_no_change BEFORE UPDATE ON core_auditevent
    BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
    """CREATE TRIGGER core_auditevent_no_removal BEFORE DELETE ON core_auditevent
    WHEN NOT (OLD.verb IN ('looked', 'refused') AND OLD.at < strftime('%Y-%m-%d %H:%M:%S', 'now', '-365 days'))
    BEGIN SELECT RAISE(ABORT, 'the record of acts is never shortened'); END""",
    """CREATE TRIGGER core_auditlink_no_change BEFORE UPDATE ON core_auditlink
    BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
    """CREATE TRIGGER core_auditlink_no_removal BEFORE DELETE ON core_auditlink
    BEGIN SELECT RAISE(ABORT, 'the record of acts is never shortened'); END""",
]
POSTGRES = [
    """CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the record of acts is never changed'; END $$""",
    """CREATE TRIGGER core_auditevent_no_change BEFORE UPDATE ON core_auditevent
    FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()""",
    """CREATE TRIGGER core_auditevent_no_removal BEFORE DELETE ON core_auditevent
    FOR EACH ROW WHEN (NOT (OLD.verb IN ('looked', 'refused') AND OLD.at < now() - interval '365 days'))
    EXECUTE FUNCTION core_audit_refuse()""",
    """CREATE TRIGGER core_auditlink_no_change BEFORE UPDATE ON core_auditlink
    FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()""",
    """CREATE TRIGGER core_auditlink_no_removal BEFORE DELETE ON core_auditlink
    FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()""",
]
TABLES = {"core_auditevent": ("no_change", "no_removal"), "core_auditlink": ("no_change", "no_removal")}


def make(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unmake(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table, guards in TABLES.items():
        for guard in guards:
            schema_editor.execute(f"DROP TRIGGER {table}_{guard}" + (f" ON {table}" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION core_audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("core", "0004_audit_chain")]
    operations = [migrations.RunPython(make, unmake, elidable=False)]
