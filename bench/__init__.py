"""Measurements of the program, beside what people would use instead."""
