"""English text as it is read: in mixed case, and a story without what is no part of it; as long as it was written."""

from __future__ import annotations

from extractors.languages.en.casing import mixed_case, names_of
from extractors.languages.en.notes import without_notes
from extractors.lexicon import Lexicon


def story_text(text: str, lexicon: Lexicon) -> str:
    """The text of an article: corrections, captions and pointers to other stories are blank in it."""
    return mixed_case(without_notes(text), names_of(lexicon))


def title_text(text: str, lexicon: Lexicon) -> str:
    """A title, or lines that may be titles With A Capital On Every Word."""
    return mixed_case(text, names_of(lexicon), titles=True)
