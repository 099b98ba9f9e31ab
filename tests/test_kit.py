def test_x(db):
    from maslikhat.accounts.models import User

    User.objects.create(username="a")
