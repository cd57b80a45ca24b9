"""The categories that are crimes: whoever reports one may want a Laporan Polisi, which a message here is not."""

from reports.category import Category
from reports.category_table import ROWS

CRIMES = frozenset(category for category in Category if ROWS[category].crime)
