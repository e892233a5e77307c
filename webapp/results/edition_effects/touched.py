"""How many people a change of the catalogue touches, in words."""

from webapp.catalogue.editions.affected import Touched


def said(touched: Touched) -> str:
    """Such as "touches 9 people; 3 who have completed it stay complete"."""
    texts = []
    if count := len(touched.candidate_ids):
        texts.append(f"touches {count:,} {'person' if count == 1 else 'people'}")
    if touched.complete == 1:
        texts.append("1 who has completed it stays complete")
    elif touched.complete:
        texts.append(f"{touched.complete:,} who have completed it stay complete")
    return "; ".join(texts)
