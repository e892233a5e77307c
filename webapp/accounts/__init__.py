"""Accounts: the centre, the people who may come in, and who is signed in.

Topics: centre, passwords, sessions, last_searches, people, profile, sign_in, two_step, invitations,
first_visit, parked_forms, access, activity.
Tables: centre, accounts, sessions, session_searches, invitations, known_browsers, sign_in_attempts,
two_step, recovery_codes, two_step_roles, account_notices, activity, noted, noted_lately,
activity_chain, watched, watched_columns, watching.
"""
