/** What the project says of itself that tests have to prove: sentences by short names. */
export interface StatementGroup {
  readonly about: string
  readonly statements: Readonly<Record<string, string>>
}

/** The names of all statements of some groups. */
export type NamesIn<Groups extends readonly StatementGroup[]> = NamesOf<Groups[number]>

type NamesOf<Group> = Group extends { readonly statements: infer S } ? keyof S & string : never
