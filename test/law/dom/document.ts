import {
  html,
  parse,
  parseFragment,
  type Token,
  type TreeAdapter,
  type TreeAdapterTypeMap,
} from 'parse5'
import {
  elementsIn,
  htmlNamespace,
  TreeElement,
  TreeFormElement,
  TreeFragment,
  TreeHtmlElement,
  TreeTemplateElement,
} from './element.ts'
import {
  fieldsInserted,
  fieldsRemoved,
  TreeInputElement,
  TreeOptionElement,
  TreeSelectElement,
  TreeTextAreaElement,
} from './fields.ts'
import { TreeComment, TreeDoctype, type TreeNode, TreeParent, TreeText } from './node.ts'
import { selects } from './selectors.ts'

type Listener = (event: unknown) => void

const classes: Readonly<Record<string, new (name: string, namespace: string) => TreeElement>> = {
  form: TreeFormElement,
  input: TreeInputElement,
  option: TreeOptionElement,
  select: TreeSelectElement,
  template: TreeTemplateElement,
  textarea: TreeTextAreaElement,
}

/** A document, read by parse5. */
export class TreeDocument extends TreeParent {
  readonly nodeType = 9
  readonly nodeName = '#document'
  focused: TreeHtmlElement | null = null
  readonly implementation = { createHTMLDocument: (): TreeDocument => new TreeDocument() }
  #listeners = new Map<string, Listener[]>()

  constructor() {
    super()
    this.ownerDocument = this
  }

  get body(): TreeElement | null {
    return this.querySelector('body')
  }

  get activeElement(): TreeElement | null {
    return this.focused?.isConnected ? this.focused : this.body
  }

  get #title(): TreeElement | undefined {
    return this.querySelectorAll('title').find((each) => each instanceof TreeHtmlElement)
  }

  get title(): string {
    const title = this.#title
    return title ? title.textContent.replace(/[\t\n\f\r ]+/g, ' ').trim() : ''
  }

  set title(text: string) {
    this.#title!.textContent = text
  }

  createElement(name: string): TreeElement {
    return this.createElementNS(htmlNamespace, name.toLowerCase())
  }

  createElementNS(namespace: string, name: string): TreeElement {
    const kind = namespace === htmlNamespace ? (classes[name] ?? TreeHtmlElement) : TreeElement
    const element = new kind(name, namespace)
    element.ownerDocument = this
    return element
  }

  createDocumentFragment(): TreeFragment {
    return new TreeFragment()
  }

  getElementById(id: string): TreeElement | null {
    return elementsIn(this).find((each) => each.getAttribute('id') === id) ?? null
  }

  querySelector(selector: string): TreeElement | null {
    return elementsIn(this).find(selects(selector)) ?? null
  }

  querySelectorAll(selector: string): TreeElement[] {
    return elementsIn(this).filter(selects(selector))
  }

  cloneNode(): TreeDocument {
    throw new Error('a document is not cloned')
  }

  open(): void {
    this.replaceChildren()
    this.#listeners.clear()
    this.focused = null
  }

  write(markup: string): void {
    parse(markup, { treeAdapter: adapter(this) })
  }

  close(): void {}

  parseInto(context: TreeElement, markup: string): TreeFragment {
    return parseFragment(context, markup, { treeAdapter: adapter(this) })
  }

  addEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type)
    if (known) known.push(listener)
    else this.#listeners.set(type, [listener])
  }

  dispatch(event: { type: string }): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event)
  }

  inserted(node: TreeNode): void {
    fieldsInserted(node)
  }

  removed(node: TreeNode, parent: TreeParent): void {
    if (this.focused && node.contains(this.focused)) this.focused = null
    fieldsRemoved(node, parent)
  }
}

type Tree = TreeAdapterTypeMap<
  TreeNode,
  TreeParent,
  TreeNode,
  TreeDocument,
  TreeFragment,
  TreeElement,
  TreeComment,
  TreeText,
  TreeTemplateElement,
  TreeDoctype
>

/** Lets parse5 build the tree of a document. */
function adapter(document: TreeDocument): TreeAdapter<Tree> {
  let mode = html.DOCUMENT_MODE.NO_QUIRKS
  const owned = <T extends TreeNode>(node: T): T => {
    node.ownerDocument = document
    return node
  }
  const insertText = (parent: TreeParent, text: string, before: TreeNode | null): void => {
    const beside = before ? before.previousSibling : parent.lastChild
    if (beside instanceof TreeText) beside.data += text
    else parent.insertBefore(owned(new TreeText(text)), before)
  }
  return {
    createDocument: () => document,
    createDocumentFragment: () => owned(new TreeFragment()),
    createElement: (name, namespace, attributes) =>
      withAttributes(document.createElementNS(namespace, name), attributes),
    createCommentNode: (data) => owned(new TreeComment(data)),
    createTextNode: (data) => owned(new TreeText(data)),
    appendChild: (parent, node) => void parent.appendChild(node),
    insertBefore: (parent, node, before) => void parent.insertBefore(node, before),
    setTemplateContent: (template, content) => {
      template.content = content
    },
    getTemplateContent: (template) => template.content,
    setDocumentType: (of) => void of.appendChild(owned(new TreeDoctype())),
    setDocumentMode: (_of, next) => {
      mode = next
    },
    getDocumentMode: () => mode,
    detachNode: (node) => node.remove(),
    insertText: (parent, text) => insertText(parent, text, null),
    insertTextBefore: insertText,
    adoptAttributes: (element, attributes) =>
      void withAttributes(
        element,
        attributes.filter(({ name }) => !element.hasAttribute(name)),
      ),
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => node.childNodes,
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => [...element.attributes],
    getTagName: (element) => element.localName,
    getNamespaceURI: (element) => element.namespaceURI as html.NS,
    getTextNodeContent: (node) => node.data,
    getCommentNodeContent: (node) => node.data,
    getDocumentTypeNodeName: () => 'html',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isTextNode: (node): node is TreeText => node instanceof TreeText,
    isCommentNode: (node): node is TreeComment => node instanceof TreeComment,
    isDocumentTypeNode: (node): node is TreeDoctype => node instanceof TreeDoctype,
    isElementNode: (node): node is TreeElement => node instanceof TreeElement,
    setNodeSourceCodeLocation() {},
    getNodeSourceCodeLocation: () => null,
    updateNodeSourceCodeLocation() {},
  }
}

function withAttributes(element: TreeElement, attributes: readonly Token.Attribute[]): TreeElement {
  for (const { name, prefix, value } of attributes)
    element.setAttribute(prefix ? `${prefix}:${name}` : name, value)
  return element
}
