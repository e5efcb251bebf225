"""What was typed is given back when the session ended before it was sent."""


def test_words_sent_after_signing_out_come_back_on_the_page(visitor, db):
    answer = visitor.post("/strategies/new/", {"name": "Walk to the harbour", "how": "Slowly & <b>alone</b>"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "Walk to the harbour" in html
    assert "Slowly &amp; &lt;b&gt;alone&lt;/b&gt;" in html


def test_a_form_without_words_goes_to_sign_in(visitor, db):
    answer = visitor.post("/strategies/new/", {"name": "x", "csrfmiddlewaretoken": "a b c"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
