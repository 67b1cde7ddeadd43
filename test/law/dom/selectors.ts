import type { TreeElement } from './element.ts'

type Test = (element: TreeElement) => boolean

const compiled = new Map<string, Test>()

/** Reads the selectors that the runtime and the law use: names, ids, attributes, `:not`, `:enabled`, descendants. */
export function selects(selector: string): Test {
  let test = compiled.get(selector)
  if (!test) {
    const alternatives = selector.split(',').map((each) => complex(each.trim()))
    test = (element) => alternatives.some((each) => each(element))
    compiled.set(selector, test)
  }
  return test
}

function complex(selector: string): Test {
  const [last, around, ...more] = selector.split(/\s+/).reverse()
  const own = compound(last!)
  if (around === undefined) return own
  const outer = complex([...more.reverse(), around].join(' '))
  return (element) => {
    if (!own(element)) return false
    for (let each = element.parentElement; each; each = each.parentElement)
      if (outer(each)) return true
    return false
  }
}

const simple = /\*|#[\w-]+|:not\(([^()]+)\)|:enabled|\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]|[\w-]+/y

function compound(selector: string): Test {
  const tests: Test[] = []
  simple.lastIndex = 0
  while (simple.lastIndex < selector.length) {
    const found = simple.exec(selector)
    if (!found) throw new Error(`the tree does not know the selector "${selector}"`)
    tests.push(simpleTest(found))
  }
  return (element) => tests.every((test) => test(element))
}

function simpleTest([text, inner, name, value]: RegExpExecArray): Test {
  if (text === '*') return () => true
  if (text.startsWith('#')) return (element) => element.getAttribute('id') === text.slice(1)
  if (text === ':enabled') return (element) => !element.hasAttribute('disabled')
  if (inner !== undefined) {
    const last = simple.lastIndex
    const test = compound(inner)
    simple.lastIndex = last
    return (element) => !test(element)
  }
  if (name === undefined) return (element) => element.localName === text
  return (element) =>
    value === undefined ? element.hasAttribute(name) : element.getAttribute(name) === value
}
