"""The names of suggested categories in the user's words; a category is stored by the name in resources/rules/categories.toml."""

from __future__ import annotations

from reader.actions.rules import all_categories


def suggested_name(name: str, language: str = "nl") -> str:
    """One of another version of the rules has none, and is called as it is stored.

    >>> suggested_name("newsletter"), suggested_name("newsletter", "en"), suggested_name("iets anders")
    ('nieuwsbrief', 'newsletter', 'iets anders')
    """
    return next((one.label[language] for one in all_categories() if one.name == name), name)


def suggested_names(name: str) -> tuple[str, ...]:
    """All that a category may be called in a query.

    >>> suggested_names("newsletter")
    ('newsletter', 'nieuwsbrief')
    """
    return tuple(dict.fromkeys((name, suggested_name(name), suggested_name(name, "en"))))
