"""Finders: each returns records over one parsed article; siblings never import each other."""
