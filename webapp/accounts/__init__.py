"""Accounts: the centre, the people who may come in, and who is signed in.

Tables: centre, accounts, sessions, held_posts.
"""
