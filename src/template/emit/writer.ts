/** A piece of the output: a text of the template, or code that gives one. */
export type Piece = { readonly text: string } | string

/** Code of a statement, or what it adds to the output. */
export type Statement = string | readonly Piece[]

/** Collects the statements of one generated function; neighbouring pieces of output become one statement. */
export class Writer {
  #statements: Statement[] = []
  /** The variables, each with code of what it begins with, if anything. */
  readonly #declared = new Map<string, string>()
  /** What goes to the output next. */
  #pieces: Piece[] = []
  /** The text behind it. */
  #text = ''

  /** Adds to the output, `o`. */
  text(html: string): void {
    this.#text += html
  }

  /** Adds a value to the output, as code that gives a string and that `+` may stand beside. */
  output(code: string): void {
    this.#endText()
    this.#pieces.push(code)
  }

  /** Adds a statement, or the beginning or end of one. */
  line(code: string): void {
    if (code === '') return
    this.flush()
    // Behind a value a parenthesis would call it, and a bracket would read of it.
    this.#statements.push(/^[([]/.test(code) ? `;${code}` : code)
  }

  /** What `write` writes, apart from all else. */
  captured(write: () => void): Statement[] {
    this.flush()
    const before = this.#statements
    this.#statements = []
    write()
    this.flush()
    const captured = this.#statements
    this.#statements = before
    return captured
  }

  /** Adds what was captured. */
  add(statements: readonly Statement[]): void {
    this.flush()
    this.#statements.push(...statements)
  }

  /** Makes a variable that nothing else uses. */
  fresh(prefix: string): string {
    return this.declare(`${prefix}${this.#declared.size}_`)
  }

  /**
   * Makes a variable known at the top of the function.
   *
   * @param initial code of what it begins with
   */
  declare(name: string, initial = ''): string {
    this.#declared.set(name, initial)
    return name
  }

  flush(): void {
    this.#endText()
    if (this.#pieces.length > 0) this.#statements.push(this.#pieces)
    this.#pieces = []
  }

  #endText(): void {
    if (this.#text !== '') this.#pieces.push({ text: this.#text })
    this.#text = ''
  }

  /**
   * Makes the function.
   *
   * @param head what comes before the statements
   * @param result what it returns
   */
  toFunction(name: string, parameters: readonly string[], head: string, result: string): string {
    this.flush()
    const names = [...this.#declared]
      .filter(([variable]) => !parameters.includes(variable))
      .map(([variable, initial]) => (initial === '' ? variable : `${variable} = ${initial}`))
    const variables = names.length > 0 ? `let ${names.join(', ')}\n` : ''
    return `function ${name}(${parameters.join(', ')}) {\n${head}\n${variables}${this.#statements.map(statementCode).join('\n')}\nreturn ${result}\n}`
  }
}

function statementCode(statement: Statement): string {
  if (typeof statement === 'string') return statement
  const codes = statement.map((piece) => (typeof piece === 'string' ? piece : literal(piece.text)))
  return `o += ${codes.join(' + ')}`
}

/** A string as source of generated code. */
export function literal(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}
