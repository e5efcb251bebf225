"""Where the rota and the rules take part in what lies below: under boxes, as words are written, among notices."""

from kith.core import someone
from kith.safety.watch import looking, told
from kith.safety.watch.line import line
from kith.spaces import watching


def register_all() -> None:
    someone.register(line)
    watching.register(before=looking.before, after=looking.after)
    told.register_all()
