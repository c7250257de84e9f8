"""The sheet of each method, in French: what it is for, how it is computed, how to read it, where it stops."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

from levain.foundation import yaml_files

FILE = Path(__file__).resolve().parent / "data" / "methods.yaml"


@dataclass(frozen=True)
class MethodSheet:
    code: str
    name: str
    purpose: str
    formula: str
    reading: str
    limits: tuple[str, ...]
    source: str
    file: str

    def get_absolute_url(self) -> str:
        return reverse("evaluation:method", args=[self.code])


@cache
def _sheets() -> dict[str, MethodSheet]:
    told = yaml_files.read(FILE)
    return {code: MethodSheet(code=code, **said | {"limits": tuple(said["limits"])}) for code, said in told.items()}


def sheets() -> list[MethodSheet]:
    return sorted(_sheets().values(), key=lambda one: one.code)


def sheet(code: str) -> MethodSheet | None:
    return _sheets().get(code.upper())
