"""The `kith` command: one entry for people who run an installation. What is wrong is said in one line, with exit code 2."""

import difflib
import os
import sys
from typing import Any

OURS = {
    "demo": "a community to look round in",
    "setup": "make or bring up to date what an installation needs; safe to run again",
    "serve": "the server, on HOST and PORT",
    "worker": "do jobs where the server does not",
    "doctor": "is this installation sound?",
    "backup": "everything in one file, while people write",
    "restore": "put a backup back",
    "rotate-keys": "a new server key, while people write",
    "seed": "a believable community of any size",
    "import-listings": "services from an HSDS folder or a CSV file",
    "export-listings": "services as HSDS 3.1",
    "sign-out": "end every session of one person",
    "forget-second-step": "let someone back in who lost their passkey, app and recovery codes",
}
BAD_INPUT = 2


def main() -> None:
    os.umask(0o077)  # what is written is for this account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        return overview()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import InterfaceError, OperationalError

    name, rest = arguments[0], arguments[1:]
    try:
        return execute(name, rest)
    except (CommandError, ImproperlyConfigured) as error:
        return say(f"kith {name}: {error}")
    except (OperationalError, InterfaceError) as error:
        if "--traceback" in rest:
            raise
        return say(f"kith {name}: the database says: {first_line(error)}{advice(error)}")


def execute(name: str, rest: list[str]) -> int:
    import django
    from django.core.management import get_commands, load_command_class
    from django.core.management.base import handle_default_options

    django.setup()
    name = name if name in get_commands() else name.replace("-", "_")
    app = get_commands().get(name)
    if app is None:
        near = [word for word in difflib.get_close_matches(name, [*OURS, *get_commands()], 2) if word != name]
        return say(
            f"kith: there is no command {name!r}."
            + (f" Did you mean {near[0]!r}?" if near else " `kith help` lists them.")
        )
    command: Any = load_command_class(app, name) if isinstance(app, str) else app
    given = command.create_parser("kith", name).parse_args(rest)
    handle_default_options(given)
    options = vars(given)
    positional = options.pop("args", ())
    command.execute(*positional, **options)
    return 0


def overview() -> int:
    print("Kith. Commands (`kith <command> --help` says more):\n")  # noqa: T201
    for name, words in OURS.items():
        print(f"  {name:16} {words}")  # noqa: T201
    return 0


def say(words: str) -> int:
    print(words, file=sys.stderr)  # noqa: T201
    return BAD_INPUT


def first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def advice(error: Exception) -> str:
    words = str(error)
    if "no such table" in words or "does not exist" in words:
        return ". Run `kith setup` first."
    return ". Is it running, and is DATABASE_URL right?" if os.environ.get("DATABASE_URL") else ""


if __name__ == "__main__":
    main()
