"""One figure as one JSON object a line."""

import json


def report(name: str, value: float, unit: str, compared_with: str = "", ratio: float | None = None) -> None:
    """Print a row: what was measured, beside what it was measured in the same run."""
    row = {"name": name, "value": round(value, 2), "unit": unit, "compared_with": compared_with}
    print(json.dumps(row | {"ratio": None if ratio is None else round(ratio, 2)}, ensure_ascii=False), flush=True)
