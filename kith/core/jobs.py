"""Work that happens later. (Being written.)"""


def task(name: str):
    def decorate(function):
        function.enqueue = lambda *args, key=None, run_at=None: None
        return function

    return decorate
