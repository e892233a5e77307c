"""The one SQLite file: connections, transactions, rows as types, upgrades."""
