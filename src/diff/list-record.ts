/** What the browser shows of one list: a key for each row, and the values of all rows in one flat array. */
export class ListRecord {
  readonly keys: unknown[]
  /** Row `i` takes the entries from `i * size`. */
  readonly values: unknown[]
  /** The record of what is shown in place of rows, when there are none. */
  empty: unknown[] | null = null

  /**
   * @param count how many rows there are
   * @param size how many entries a row takes
   */
  constructor(count: number, size: number) {
    this.keys = new Array(count)
    this.values = new Array(count * size)
  }
}
