/** What the browser shows of one list: a key for each row, and the values of all rows in one flat array. */
export class ListRecord {
  readonly keys: unknown[]
  /** Row `i` takes the entries from `i * size`. */
  readonly values: unknown[]
  /** The record of what is shown in place of rows, when there are none. */
  empty: unknown[] | null = null

  /**
   * @param keys one for each row, to be set before the record is compared with
   * @param values the entries of all rows
   */
  constructor(keys: unknown[], values: unknown[]) {
    this.keys = keys
    this.values = values
  }
}
