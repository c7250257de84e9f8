"""Aides-territoires, the State's catalogue of supports: its public format, its service, and what we make of them.

Fields, slugs, pagination and tokens: MTES-MCT/aides-territoires-symfony, version of 4 March 2025 (API 1.8).
"""
