import { it } from 'vitest'
import type { Rule } from '../rules.ts'

/**
 * A test that proves a rule of the engine: without the rule it fails. docs/rules.md lists it.
 * @param _name the rule, as test/rules.ts has it
 * @param title what a user notices
 */
export function rule(_name: Rule, title: string, test: () => Promise<void>): void {
  it(title, test)
}

/** The same for each of several cases, whose first values stand in the title in place of `%s`. */
rule.each = <Case extends [string, ...unknown[]]>(
  _name: Rule,
  title: string,
  cases: readonly Case[],
  test: (...args: Case) => Promise<void>,
): void => {
  it.each(cases)(title, test as never)
}
