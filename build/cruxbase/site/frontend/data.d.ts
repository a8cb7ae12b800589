/** What the data files of the site hold for its scripts, as Python hands them over; each type says where it is made. */

/** A range from low to high. */
export type Interval = [low: number, high: number];

export type EdgeKind = "supports" | "attacks" | "undercuts" | "requires" | "refines";

/** How each kind of record, link and status is drawn: `pictures.as_plain`. */
export interface Marks {
  edges: Record<string, { label: string; dash: string; head: "triangle" | "bar" | "cross" | "diamond" | "open" }>;
  types: Record<string, { shape: string }>;
  statuses: Record<string, { sign: string; label: string; meaning: string }>;
}

/** What a viewpoint says of a record: a stance, or the middle of a credence, its ends where they differ, and its words where the ends do not make them. */
export type Belief = [node: number, value: number | string, low?: number, high?: number, text?: string];

export interface Viewpoint<Said = Belief> {
  id: string;
  title: string;
  date: string;
  holder: string;
  beliefs: Said[];
  /** The claims of which it has an editor's reading; only the map is told. */
  readings?: number[];
}

/** Reasons that lead from one topic to another, and the cruxes on whose sides they bear. */
export type Flow = [start: number, end: number, supports: number, attacks: number, cruxes: number[]];

/** Where topics stand, and the bands between them. */
export interface Grid {
  cell: [width: number, height: number];
  box: [width: number, height: number];
  columns: number;
  rows: number;
  places: [column: number, row: number][];
  bands: [flow: number, attacks: number, breadth: number, ...points: number[]][];
}

/** `map/data.py::map_data`. Links are flat lists of pairs. */
export type LinkKind = "requires" | "refines" | "answers" | "side" | "decides";

/** `map/data.py::all_relations`. */
export interface Relations {
  steps: [attacks: number, strength: number, conclusion: number, ...premises: number[]][];
  arguments: [step: number, argument: number][];
  groups: number[][];
  undercuts: [start: number, step: number][];
  links: Record<LinkKind, number[]>;
}

/** `map/data.py::topic_relations`. */
export interface TopicRelations {
  steps: [number: number, attacks: number, strength: number, conclusion: number, ...premises: number[]][];
  arguments: [step: number, argument: number][];
  undercuts: [number: number, start: number, step: number][];
  links: Partial<Record<LinkKind, number[]>>;
}

/** All relations are in it only where the base is not large. */
export interface MapData extends Partial<Relations> {
  version: number;
  marks: Marks;
  words: Record<string, [one: string, many: string]>;
  folders: Record<string, string>;
  kinds: string[];
  statuses: string[];
  arguable: string[];
  topics: [id: string, title: string, columns: number, rows: number, broader: string][];
  flows: Flow[];
  unflown: number;
  aliases?: [alias: string, node: number][];
  /** Cruxes of which named people take different sides, as home shows them. */
  dividing?: number[];
  leading: number;
  grids: Record<"wide" | "narrow", Grid>;
  /** `degree` is there only where the relations are not. */
  nodes: { id: string[]; kind: number[]; status: number[]; topic: number[]; x: number[]; y: number[]; row: number[]; dependents: number[]; degree?: number[] };
  titles: [node: number, title: string][];
  viewpoints: Viewpoint[];
  people: [id: string, name: string][];
  whole: boolean;
}

/** A topic's titles and texts: `map/data.py::topic_texts`. */
export interface TopicPiece {
  titles: string[];
  statements: string[];
  steps: string[];
  undercuts: string[];
}

/** `map/data.py::search_texts`. */
export interface TitlesPiece {
  titles: string[];
  others: [kind: string, id: string, title: string, words: string, touched: number[]][];
}

/** The head of the search index: `data/search_index.py::search_pieces`. */
export interface SearchHead {
  version: number;
  ranking: Record<"saturation" | "length_share" | "phrase" | "prefix" | "near", number> & Record<string, number>;
  words: Record<string, [one: string, many: string]>;
  folders: Record<string, string>;
  kinds: string[];
  statuses: string[];
  topics: [id: string, title: string][];
  people: [id: string, name: string][];
  records: { kind: number[]; topic: number[]; status: number[]; holders: number[][] };
  lengths: { values: number[]; ranks: string };
  vocabulary: string[];
  pieces: { titles: number; texts: number };
  shown: number;
}

/** An expression as Python's parser has it: a number, a name, or an operation with its arguments. */
export type Expression = number | string | Operation;
export type Operation = [operation: string, ...parts: Expression[]];

/** A variable of a model: `data/your_view_data.py::variable_data`. */
export interface VariableData {
  name: string;
  label: string;
  formula: Expression | null;
  names: string[];
  affine: boolean;
  next?: Expression;
  product?: string[];
  noisyOr?: { causes: [string, number][]; leak: number };
  table?: { given: string[]; rows: number[] };
  stated?: number | null;
  isCredence: boolean;
  unit: string;
  claim: number;
}

/** An input of a model, as `your view` asks for it. */
export interface InputData {
  name: string;
  label: string;
  description: string;
  claim: number;
  isCredence: boolean;
  unit: string;
  default: number | null;
  range: Interval | null;
}

/** A model, as `your view` has it. */
export interface ModelData<Input = InputData> {
  id: string;
  title?: string;
  topic?: number;
  network: boolean;
  horizon: number;
  inputs: Input[];
  variables: VariableData[];
  outputs: [name: string, claim: number, description: string][];
}

/** An input, as the page of its model has it: `data/model_data.py`. */
export interface SpaceInput {
  name: string;
  label: string;
  claim: string | null;
  range: Interval;
  centre: number;
  known: boolean;
  shape: string;
  quantiles: number[] | null;
}

/** `data/model_data.py::model_data`. */
export interface ModelPageData {
  id: string;
  network: boolean;
  horizon: number;
  inputs: SpaceInput[];
  variables: VariableData[];
  outputs: [name: string, when: Expression | null, unit: string][];
}

/** The least, middle and greatest credence that a word stands for. */
export type CredenceWords = Record<string, [low: number, mid: number, high: number]>;

/** What a published view says of a claim: a stance, or a credence and the word that it was given in. */
export type PublishedBelief = [claim: number, said: string | [low: number, mid: number, high: number, word?: string]];

/** `data/your_view_data.py::view_data`. */
export interface ViewData {
  version: number;
  words: CredenceWords;
  claims: { id: string[]; title: string[]; topic: number[]; askable: number[] };
  steps: [attacks: number, weight: number, group: number, conclusion: number, premises: number[], undercutters: number[]][];
  requires: [claim: number, needed: number][];
  topics: [id: string, title: string, conclusions: number[]][];
  cruxes: [id: string, title: string, sides: number[]][];
  models: ModelData[];
  viewpoints: Viewpoint<PublishedBelief>[];
  people: [id: string, name: string][];
}
