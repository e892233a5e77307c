"""Catalogue: what can be entered: frameworks, packages, assessments, units, and their series.

Topics: packages, series, fees, editions, calendar, browse.
Tables: frameworks, packages, assessments, package_assessments, package_requirements, units, series,
sources, catalogue_uploads, calendar_addresses.
The folder edition/ holds the catalogue that comes with the program, with its sources.
"""
