"""The model of each type of record."""

from __future__ import annotations

from cruxbase.records.base import Record
from cruxbase.records.claims import (
    Argument,
    Claim,
    Crux,
    Definition,
    Evidence,
    Hypothesis,
    Norm,
    Prediction,
    Proposal,
    Question,
)
from cruxbase.records.literature import Person, Source, Topic
from cruxbase.records.models import Model
from cruxbase.records.viewpoints import Viewpoint

RECORD_TYPES: dict[str, type[Record]] = {
    "claim": Claim,
    "hypothesis": Hypothesis,
    "evidence": Evidence,
    "prediction": Prediction,
    "norm": Norm,
    "definition": Definition,
    "proposal": Proposal,
    "question": Question,
    "crux": Crux,
    "argument": Argument,
    "source": Source,
    "person": Person,
    "topic": Topic,
    "viewpoint": Viewpoint,
    "model": Model,
}
