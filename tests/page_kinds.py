"""One page of each kind that the shipped base's site has, by address."""

CLAIM = "claims/existential-catastrophe-from-power-seeking-by-2070/"
PAIR = "pairs/joe-carlsmith--superforecasters/"
KINDS = {
    "home": "",
    "tour": "tour/",
    "cruxes": "cruxes/",
    "coverage": "coverage/",
    "topics": "topics/",
    "people": "people/",
    "sources": "sources/",
    "definitions": "definitions/",
    "questions": "questions/",
    "evidence": "evidence/",
    "models": "models/",
    "recent changes": "recent/",
    "how to read": "how-to-read/",
    "help wanted": "help-wanted/",
    "claim": CLAIM,
    "claim with many links": "claims/tractability-rises-with-legibility/",
    "crux": "claims/legibility-versus-tractability/",
    "definition": "claims/existential-catastrophe-defined/",
    "pair": PAIR,
    "source": "sources/carlsmith-power-seeking/",
    "person": "people/alex-mallen/",
    "viewpoint": "viewpoints/carlsmith-2022/",
    "topic": "topics/legibility/",
    "model": "models/carlsmith-power-seeking-model/",
    "model of many ranks": "models/behavioural-selection-model/",
}
