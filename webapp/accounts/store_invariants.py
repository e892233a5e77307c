"""What must hold of accounts and their second step at every moment, whatever was cut short."""

from webapp.database.connection import Db

QUESTIONS = (
    (
        "select account_id from two_step where (secret is null) <> (since is null)",
        "The two-step sign-in of account {} is neither on nor off.",
    ),
    (
        "select distinct account_id from recovery_codes where account_id not in"
        " (select account_id from two_step where secret is not null)",
        "Account {} has recovery codes and no app that they could stand for.",
    ),
    (
        "select account_id from known_browsers group by browser_key having count(*) > 1",
        "Wrong tries of account {} are counted together with those of another browser.",
    ),
    (
        # A password that many people use goes on counting until the link is used.
        "select account_id from accounts where password_hash <> '' and password_known_at is null"
        " and account_id in (select account_id from invitations where used_at is null"
        " and expires_at > moment())",
        "Account {} has a password, and a link to choose one that still counts.",
    ),
)


def broken(db: Db) -> list[str]:
    """What is wrong, a sentence each, with numbers and no names."""
    return [
        words.format(number) for question, words in QUESTIONS for (number,) in db.execute(question)
    ]
