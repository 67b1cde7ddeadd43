import { speaksOf } from './speaks-of.ts'

/** What a view may say of the head of its page. */
export interface HeadFields {
  /** Stands in `<title>` in place of what the template says there, where it is not empty. Templates read it too. */
  pageTitle?: string | null | undefined
  /**
   * Names and contents of `<meta>`: `{ description: '…' }`. They take the place of those of the template, and come and
   * go with what it says.
   */
  pageMeta?:
    | Readonly<Record<string, string | number | boolean | null | undefined>>
    | null
    | undefined
}

/** Which of them a class of views speaks of: only these get a place in the head. And whether it puts its page into layouts. */
export function headOf(Class: object): { hasTitle: boolean; hasMeta: boolean; mayMove: boolean } {
  return {
    hasTitle: speaksOf(Class, /\bpageTitle\b/),
    hasMeta: speaksOf(Class, /\bpageMeta\b/),
    mayMove: speaksOf(Class, /\bsetLayout\b/),
  }
}
