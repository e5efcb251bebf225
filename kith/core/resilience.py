"""Answers calmly while the database is away. (Being written.)"""


def answer_when_the_database_is_away(answer):
    def middleware(request):
        return answer(request)

    return middleware
