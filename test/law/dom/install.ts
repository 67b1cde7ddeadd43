import { TreeDocument } from './document.ts'
import { TreeElement, TreeFormElement, TreeHtmlElement, TreeTemplateElement } from './element.ts'
import {
  TreeInputElement,
  TreeOptionElement,
  TreeSelectElement,
  TreeTextAreaElement,
} from './fields.ts'
import { setPageDocument, TreeComment, TreeNode, TreeParent, TreeText } from './node.ts'

/*
 * Gives the browser runtime the tree in place of a browser. It has to be imported before anything of `src/client`.
 */

class TreeParser {
  parseFromString(markup: string): TreeDocument {
    const page = new TreeDocument()
    page.write(markup)
    return page
  }
}

class TreeEvent {
  readonly type: string

  constructor(type: string) {
    this.type = type
  }
}

const page = new TreeDocument()
setPageDocument(page)
Object.assign(globalThis, {
  window: {},
  document: page,
  Node: TreeNode,
  Text: TreeText,
  Comment: TreeComment,
  Element: TreeElement,
  HTMLElement: TreeHtmlElement,
  HTMLFormElement: TreeFormElement,
  HTMLInputElement: TreeInputElement,
  HTMLOptionElement: TreeOptionElement,
  HTMLSelectElement: TreeSelectElement,
  HTMLTemplateElement: TreeTemplateElement,
  HTMLTextAreaElement: TreeTextAreaElement,
  DOMParser: TreeParser,
  InputEvent: TreeEvent,
  CSS: { escape: (text: string): string => text },
})

/** Gives elements `moveBefore`, or takes it away: not all browsers have it. */
export function setMoveBefore(isThere: boolean): void {
  const prototype = TreeParent.prototype as unknown as Record<string, unknown>
  if (isThere) prototype['moveBefore'] = prototype['move']
  else delete prototype['moveBefore']
}
