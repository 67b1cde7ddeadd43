import { inFile, type Mutant } from './mutant.ts'

/** Mistakes in how the browser writes what comes, which the patch law has to notice. */
export const browserMutants: readonly Mutant[] = [
  ...inFile('src/client/live/list-slot.ts', [
    ['mixes up the texts between rows', 'textNode(after + before)', 'textNode(before + after)'],
    ['takes out the text before the first row', 'index === 0 && this.rows.length > 1', 'false'],
    ['puts a first row behind the text', 'index === 0 ? (gap ?? next) : next', 'next'],
    ['puts rows down in any order', 'arrivals.sort((a, b) => a.to - b.to)', 'arrivals.reverse()'],
    ['puts a row behind the first node of the one before', 'nodes().at(-1)', 'nodes().at(0)'],
    [
      'inserts a row one further',
      'const before = this.#open(index, region)',
      'const before = this.#open(index, region)?.nextSibling ?? null',
    ],
  ]),
  ...inFile('src/client/live/region-slots.ts', [
    ['leaves the branch before', 'this.shown?.remove(this.start)', ''],
    [
      'fills a branch with the values of another',
      'if (choice === this.choice) this.shown?.fill(values)',
      'if (this.shown) this.shown.fill(values)',
    ],
  ]),
  ...inFile('src/client/live/text-slots.ts', [
    [
      'writes into a text that is gone',
      'const isThere = first?.parentNode === parent',
      'const isThere = first !== undefined',
    ],
    [
      'forgets the static text before a value',
      'const text = before + value + after',
      'const text = value + after',
    ],
    [
      'leaves a component whose place a text takes',
      'return part ? [...this.#content, ...part.region.nodes(), ...part.behind] : this.#content',
      'return this.#content',
    ],
    ['fills a component with the values of another kind', 'part.print === value[0]', 'true'],
    [
      'leaves the static text behind a component',
      'return part ? [...this.#content, ...part.region.nodes(), ...part.behind]',
      'return part ? [...this.#content, ...part.region.nodes()]',
    ],
  ]),
  ...inFile('src/client/live/slot.ts', [
    ['forgets the last change', 'i < patch.length; i += 2', 'i < patch.length - 2; i += 2'],
  ]),
  ...inFile('src/client/live/live-part.ts', [
    ['uses up the prototype of a region', 'prototype.cloneNode(true)', 'prototype'],
  ]),
  ...inFile('src/client/live/attribute-slot.ts', [
    [
      'leaves an attribute empty',
      'element.removeAttribute(name)',
      "element.setAttribute(name, '')",
    ],
  ]),
  ...inFile('src/client/live/free-attributes.ts', [
    [
      'keeps attributes that data no longer names',
      'if (!names.includes(name)) element.removeAttribute(name)',
      '{}',
    ],
  ]),
  ...inFile('src/client/live/kept-list.ts', [
    ['keeps a row that was taken out of a stream', 'if (row) this.#drop(row)', ''],
    ['turns round the rows that come together', 'if (!known) index++', ''],
    ['lets a stream grow over its limit', 'while (limit > 0 &&', 'while (limit > 99 &&'],
    [
      'drops rows at the wrong end of a stream',
      'this.rows[at < 0 ? 0 : this.rows.length - 1]!',
      'this.rows[0]!',
    ],
    ['puts in a row that was to be changed where it stands', 'if (at < -1 && !known) continue', ''],
    [
      'leaves rows in the page when a stream is emptied',
      'for (const row of leaving.values()) row.remove()',
      '',
    ],
    ['loses rows when the page is built anew', 'if (isNew) this.#adopt()', ''],
  ]),
  ...inFile('src/client/live/coarse-slot.ts', [
    [
      'leaves a component that is gone from a coarse region',
      'for (const slot of left) for (const node of slot.nodes()) detach(node)',
      '',
    ],
    [
      'leaves a component where it stood',
      'if (place.nextSibling !== nodes[0]) moveNodes(place.parentNode!, nodes, place)',
      '',
    ],
  ]),
  ...inFile('src/client/live/morph.ts', [
    [
      'leaves what is gone from a coarse region',
      'for (const node of left) if (!kept.has(node)) detach(node)',
      '',
    ],
    [
      'keeps attributes that a coarse region no longer gives',
      'writeAttribute(node, name, after.get(name) ?? false)',
      'if (after.has(name)) writeAttribute(node, name, after.get(name)!)',
    ],
    ['forgets which attributes markup gave', '    made.set(node, after)\n', ''],
    [
      'puts nodes of a coarse region before those of others',
      'let place = last ? last.nextSibling : into.firstChild',
      'let place = into.firstChild',
    ],
    [
      'rewrites what others put into a coarse region',
      '[...node.childNodes].filter((child) => made.has(child))',
      '[...node.childNodes]',
    ],
  ]),
  ...inFile('src/client/live/move-nodes.ts', [
    ['lets a field lose the focus', 'nodes[focused]?.parentNode === parent', 'focused > 999'],
  ]),
  ...inFile('src/client/fields.ts', [
    [
      'overwrites what the user is typing',
      'const isChanged = ownership?.isEdited || ownership?.carrier',
      'const isChanged = ownership?.carrier',
    ],
    [
      'keeps a field for its user when the answer is there',
      'ownership.carrier = null\n        if',
      'if',
    ],
    [
      'does not restore a field with the answer',
      'for (const each of togetherWith(field)) this.#show(each)',
      '',
    ],
    [
      'gives a field up when its event fails',
      'if (hasFailed) ownership.isEdited ||= ownership.isEditCarried',
      '',
    ],
  ]),
  ...inFile('src/client/live/once-slot.ts', [
    ['writes into what is the browser’s', 'this.#write = null', '{}'],
  ]),
  ...inFile('src/client/live/rebuild.ts', [
    [
      'forgets who a field belongs to when the page is built anew',
      'features.fields?.edited(heir)',
      '{}',
    ],
  ]),
  ...inFile('src/client/field-state.ts', [
    [
      'shows what a checkbox of the user’s is to be',
      "if (name === 'checked') field[name] = shown",
      '{}',
    ],
  ]),
]
