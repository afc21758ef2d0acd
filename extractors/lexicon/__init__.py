"""The lexicon: what the program knows of actors, roles, verbs and phrases, as data.

``load_lexicon()`` reads the actors, institutions, roles, first names and places at once (under 0.3 s, no spaCy) and
returns a frozen ``Lexicon``; whoever needs it keeps it and hands it on, importing this loads nothing. Any other room
keeps its own files beside these and reads them through the same object, each once::

    lexicon = load_lexicon()
    verbs = lexicon.rows("en/reporting_verbs.yaml", ReportingVerb, unique=("forms",))

What a file and a row type look like, and what is refused, is said in ``extractors.lexicon.loading``. A mistake in any
file is a ``LexiconError``: file, line, row, why, mend.
"""

from extractors.lexicon.actors import Actor, Institution, Office, Place, Role
from extractors.lexicon.lexicon import Lexicon, load_lexicon
from extractors.lexicon.loading import FOLDER, LexiconRow, load_rows

__all__ = [
    "FOLDER",
    "Actor",
    "Institution",
    "Lexicon",
    "LexiconRow",
    "Office",
    "Place",
    "Role",
    "load_lexicon",
    "load_rows",
]
