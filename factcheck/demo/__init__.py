"""Demonstration data: facts of public record about North Korean soldiers in Russia, told in our own words,
and a small made-up local story for what that record does not show.

Outlets named here (The Meridian Wire, Harbour Gazette) and everything about Northgate are invented.
"""
