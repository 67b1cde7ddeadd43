import type { Expr } from '../expr/expression.ts'
import type { LayoutAct } from '../wire/layout.ts'

/** What a view or component shares with the browser. */
export interface SharedFields {
  /** What the browser does by itself when a handler is called. */
  readonly handlers: ReadonlyMap<
    string,
    {
      /** Fields with what they are shown as until the answer comes, in order. */
      readonly set: readonly (readonly [field: string, value: Expr])[]
      /** Fields that it keeps, with what the parameters of their names make of them. */
      readonly keep: readonly (readonly [field: string, value: Expr])[]
      /** Whether the server is told of the call. */
      readonly isSent: boolean
    }
  >
  /** Fields that the browser keeps. */
  readonly kept: ReadonlySet<string>
  /** Fields that it predicts, or that predictions are made of. */
  readonly predicted: ReadonlySet<string>
  /** What functions of the view predict: names that the browser reads, with those under which they are drawn. */
  readonly functions: ReadonlyMap<string, string>
}

/** What the layout says of handlers. */
export function actsOf({ handlers }: SharedFields): Readonly<Record<string, LayoutAct>> {
  const acts = [...handlers].map(([name, { set, keep, isSent }]): [string, LayoutAct] => [
    name,
    {
      ...(set.length > 0 && { set: set.flat() }),
      ...(keep.length > 0 && { keep: keep.flat() }),
      ...(!isSent && { isSent: 0 as const }),
    },
  ])
  return Object.fromEntries(acts)
}
