"""How many rows fit on a sheet of A3 landscape that is printed one page wide."""

from collections.abc import Sequence

from openpyxl.styles import Font

# Points.
WIDE, HIGH = 1190.55, 841.89
INCH = 72
# Margins in inches.
SIDE, TOP, BOTTOM = 0.4, 0.5, 0.8
# The font a column's width is counted in: points a digit, and the room around them.
FONT = Font("Arial", size=10)
DIGIT, ROOM = 5.25, 3.75
# Programs still differ by a little in how wide columns come out, and so in the scale that makes them fit.
SURELY = 0.96


class Pages:
    """Turns the page when a row no longer fits. `first` and `further`: points above the rows of a page."""

    def __init__(self, widths: Sequence[int], *, first: int, further: int) -> None:
        width = sum(each * DIGIT + ROOM for each in widths)
        scale = min(1.0, (WIDE - 2 * SIDE * INCH) / width)
        self.points = (HIGH - (TOP + BOTTOM) * INCH) / scale * SURELY
        self.further = further
        self.used: float = first
        self.is_empty = True

    def turn_for(self, height: int) -> bool:
        """Put a row of this height; whether it begins a new page."""
        turns = not self.is_empty and self.used + height > self.points
        self.used = self.further + height if turns else self.used + height
        self.is_empty = False
        return turns
