/**
 * The values of all slots of a region, by slot number: how a region is drawn from nothing, or set whatever its state.
 *
 * - text and attribute: a {@link Shown};
 * - text whose value is a component: {@link PartValues};
 * - coarse region with components: {@link CoarseValues}, each by its {@link PartValues};
 * - branch: `[branch]` or `[branch, Values]`; a number past the last branch stands for none;
 * - branch of which the browser has all: {@link AllBranches};
 * - state: {@link SharedState};
 * - list: the `Values` of each row; `[0]` or `[0, Values]` when there are none, with what is shown instead;
 * - list whose rows the browser keeps: {@link KeptRows};
 * - recursive include: its `Values`;
 * - any of them: {@link KeptContent} where the browser is to keep what it shows.
 */
export type Values = readonly (SlotContent | KeptContent)[]
export type SlotContent =
  | Shown
  | PartValues
  | CoarseValues<PartValues>
  | BranchValues
  | AllBranches
  | SharedState
  | ListValues
  | KeptRows
  | Values
/** Content for a slot that was built just now, and no other. */
export type KeptContent = readonly [null, SlotContent]
export type BranchValues = readonly [branch: number, values?: Values]
/** The branch to show, and the values of each. */
export type AllBranches = readonly [branch: number, all: readonly Values[]]
/** Values by name. `_n` is how numbers are written, where that is not as in `1234.5`. */
export type SharedState = { readonly [name: string]: unknown }
export type ListValues = readonly Values[] | readonly [0, Values?]

/**
 * What changed in a region: slot numbers and new contents in turn.
 *
 * - text and attribute: a {@link Shown};
 * - text whose value is a component: `[Patch]` within the one shown, or {@link PartValues} for another one;
 * - coarse region with components: `[Patch]`, in which they are the slots, or {@link CoarseValues} where the markup around
 *   them changed;
 * - branch: `[Patch]` within the branch shown, or {@link BranchValues} for another one;
 * - branch of which the browser has all: numbers of branches and a `Patch` for each, in turn;
 * - state: {@link SharedState};
 * - list: a {@link ListPatch}, or {@link KeptRows};
 * - recursive include: its `Patch`.
 */
export type Patch = readonly (
  | number
  | Shown
  | readonly [Patch]
  | PartValues
  | CoarseValues<PartValues | StayingPart>
  | BranchValues
  | SharedState
  | ListPatch
  | KeptRows
  | Patch
)[]

/** Text as it is read, `[markup]` for safe markup, or `false` for an attribute that is not there. */
export type Shown = string | false | readonly [html: string]

/** A component: the fingerprint of the layout of its template, and the values of its slots. */
export type PartValues = readonly [layout: string, values: Values]

/** Markup and the components in it in turn, beginning and ending with markup. */
export type CoarseValues<Component> = readonly (string | Component)[]

/** A component that was there: its number before, and what changed in it. */
export type StayingPart = readonly [number: number, Patch]

/**
 * - `[0, row, Patch, …]`: rows changed in place;
 * - `[1]` or `[1, Values]`: no rows any more, with what is shown instead;
 * - `[2, Patch]`: what is shown instead of rows changed;
 * - `[3, Values, …]`: other rows altogether;
 * - `[[removed, moved, inserted], row, Patch, …]`: old indexes from the last to the first; old and final indexes in turn;
 *   final indexes and values in turn, both ascending by final index; then rows changed in place, by final index. `0`
 *   stands for an empty list.
 */
export type ListPatch =
  | readonly [0, ...(number | Patch)[]]
  | readonly [1, Values?]
  | readonly [2, Patch]
  | readonly [3, ...Values[]]
  | readonly [ListMoves, ...(number | Patch)[]]

export type ListMoves = readonly [
  removed: readonly number[] | 0,
  moved: readonly number[] | 0,
  inserted: readonly (number | Values)[] | 0,
]

/**
 * What becomes of rows that the browser keeps and the server forgets, one thing after the other:
 *
 * - `[at, limit, Values, …]`: rows go in at an index, -1 being the end and -2 nowhere, and those that are there already
 *   take the values where they stand; then rows over the limit go from the other end, unless it is 0;
 * - a text: the row of this key goes;
 * - `0`: all rows go but those that come again behind it.
 */
export type KeptRows = readonly KeptChange[]
export type KeptChange = 0 | string | readonly [at: number, limit: number, ...rows: Values[]]
