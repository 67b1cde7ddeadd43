import type { SourceChange } from '../../support/source-change.ts'

/** A mistake in the engine, as somebody might make it. */
export interface Mutant extends SourceChange {
  readonly name: string
}

/** Mistakes that the patch law has to notice. */
export const mutants: readonly Mutant[] = [
  ...inFile('src/diff/reorder-list.ts', [
    [
      'forgets removals',
      'const removed = matched < oldCount ? missingFrom(oldIndexes, first, oldLast) : []',
      'const removed: number[] = []',
    ],
    ['removes rows from the first to the last', 'missing.push(i)', 'missing.unshift(i)'],
    ['never moves a row', 'if (stays[n] === 0) moved.push(oldIndex, i)', ''],
    ['moves rows to one index off', 'moved.push(oldIndex, i)', 'moved.push(oldIndex, i + 1)'],
    [
      'mixes up where a row was and where it goes',
      'moved.push(oldIndex, i)',
      'moved.push(i, oldIndex)',
    ],
    [
      'compares a row with the one that stood at its new index',
      'rows.diff(i, list.values, oldIndex * size)',
      'rows.diff(i, list.values, i * size)',
    ],
    ['forgets what changed before the middle', '(before ?? [0]) as unknown[]', '[0] as unknown[]'],
    [
      'does not notice a key that is given twice',
      'if (!hasTwice(keys, places.oldIndexes, list.keys))',
      'if (true)',
    ],
    ['moves one of two rows that change places', '[0, [b, a, a, b], 0]', '[0, [b, a], 0]'],
  ]),
  ...inFile('src/diff/match-rows.ts', [
    ['takes the wrong rows for those in order', 'stays[first + i] = 1', 'stays[i] = 1'],
  ]),
  ...inFile('src/diff/longest-in-order.ts', [
    ['keeps rows that are out of order', '!]! < index) return high', '!]! !== index) return high'],
  ]),
  ...inFile('src/diff/list-record.ts', [
    ['keeps the values of rows that change places', 'swap(this.values, a, b, size)', ''],
    [
      'records wrong values for rows that stay',
      'old.slice(from * size, from * size + count)',
      'old.slice(from, from + count)',
    ],
  ]),
  ...inFile('src/render/program.ts', [
    ['skips the commit', '(record as unknown[])[journal[i + 1] as number] = journal[i + 2]', '{}'],
  ]),
  ...inFile('src/render/helpers.ts', [
    ['takes markup without tags for text', 'readText(output.html)', 'output.html'],
    [
      'takes markup in an attribute for text',
      'readAttribute(output.html) : readLines',
      'output.html : readLines',
    ],
    [
      'keeps an object instead of what it shows',
      'return isPlainDate(input) ? new KeptTime(input.getTime()) : keyOfOutput(output, env)',
      'return input',
    ],
  ]),
  ...inFile('src/template/emit/output-code.ts', [
    ['compares with == instead of ===', '(x !== ${at} &&', '(x != ${at} &&'],
  ]),
  ...inFile('src/template/emit/branch-code.ts', [
    ['gives the wrong branch', 'x = []; y = [${choice}]', 'x = []; y = [${choice} + 1]'],
    ['keeps the record of the branch before', "${journal(inner, 'x')};", ''],
  ]),
  ...inFile('src/template/emit/attribute-code.ts', [
    [
      'shows an attribute that is gone',
      '(z === undefined ? false : z)',
      '(z === undefined ? "" : z)',
    ],
  ]),
  ...inFile('src/template/emit/region-target.ts', [
    [
      'forgets the anchor at the end',
      "if (hasEnd) this.draw('<!--/-->')",
      "if (hasEnd) this.draw('')",
    ],
  ]),
  ...inFile('src/render/render-context.ts', [
    ['takes other values of a name for the same', 'return !Object.is(now, before)', 'return false'],
    [
      'takes an object for one that does not change',
      'value !== null && typeof value',
      'false && typeof value',
    ],
  ]),
  ...inFile('src/render/program.ts', [
    ['forgets what names were', 'this.#rendered.names = this.#names', ''],
  ]),
  ...inFile('src/template/emit/list-code.ts', [
    [
      'forgets what tags remember when a row begins',
      'return `c.recall(',
      "return '' && `c.recall(",
    ],
    ['forgets what changed in place of rows', 'if (x !== null) q = [2, x]', ''],
  ]),
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
  ...inFile('src/render/kept-rows.ts', [
    [
      'sends rows again that the browser keeps',
      'known && rows.diff(i, known, journal) === null',
      'known && i < 0',
    ],
  ]),
  ...inFile('src/template/emit/region-target.ts', [
    ['draws a temporary field that rests', 'if (!${comparison.isResting}) {', 'if (true) {'],
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
  ...inFile('src/render/coarse-content.ts', [
    ['takes one component for another that stays', 'left.delete(number)', ''],
    [
      'forgets what changed in a component that stays',
      'change ? change[0] : []',
      'change ? [] : []',
    ],
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
      '        this.#show(field)\n      }\n    }\n  }\n\n  users',
      '      }\n    }\n  }\n\n  users',
    ],
    [
      'gives a field up when its event fails',
      'if (hasFailed) ownership.isEdited ||= ownership.isEditCarried',
      '',
    ],
    [
      'lets one radio button of a group be the user’s alone',
      'for (const each of togetherWith(field)) {',
      'for (const each of [field]) {',
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

/** A few of all files, for the tests; `npm run mutants` tries all. */
export const someMutants = mutants.filter((_, i) => i % 6 === 0)
function inFile(
  file: string,
  changes: readonly [name: string, find: string, replace: string][],
): Mutant[] {
  return changes.map(([name, find, replace]) => ({ name, file, find, replace }))
}
