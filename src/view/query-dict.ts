/**
 * The query of an address as a template reads it: of a repeated name the last value, and all of them
 * in `lists`. Nothing changes it.
 */
export class QueryDict extends Map<string, string> {
  readonly #all: URLSearchParams

  constructor(query: string | URLSearchParams) {
    const all = new URLSearchParams(query)
    super(all)
    this.#all = all
  }

  /** Every value of a name, in order. */
  getAll(name: string): string[] {
    return this.#all.getAll(name)
  }

  /** Names with all their values: `{% for name, values in request.GET.lists %}`. */
  lists(): [name: string, values: string[]][] {
    return [...this.keys()].map((name) => [name, this.getAll(name)])
  }

  /** The query as it stands in an address, without the question mark. */
  urlencode(): string {
    return this.#all.toString()
  }

  override toString(): string {
    return `<QueryDict: ${this.urlencode()}>`
  }
}
