"""What is said of a form read or written: where, and what is lost or refused."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """A line of a sheet (its number in the workbook) and what there is to say of it."""

    sheet: str
    line: int
    words: str

    def __str__(self):
        return f"{self.sheet} {self.line} : {self.words}" if self.line else f"{self.sheet} : {self.words}"


@dataclass
class Remarks:
    """Errors stop the import; losses are told and the rest comes in."""

    errors: list[Remark] = field(default_factory=list)
    losses: list[Remark] = field(default_factory=list)

    def refuse(self, sheet: str, line: int, words: str) -> None:
        self.errors.append(Remark(sheet, line, str(words)))

    def lose(self, sheet: str, line: int, words: str) -> None:
        said = Remark(sheet, line, str(words))
        if said not in self.losses:
            self.losses.append(said)
