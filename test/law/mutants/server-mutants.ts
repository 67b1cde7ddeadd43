import { inFile, type Mutant } from './mutant.ts'

/** Mistakes in how pages are drawn and compared, which the patch law has to notice. */
export const serverMutants: readonly Mutant[] = [
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
  ...inFile('src/render/coarse-content.ts', [
    ['takes one component for another that stays', 'left.delete(number)', ''],
    [
      'forgets what changed in a component that stays',
      'change ? change[0] : []',
      'change ? [] : []',
    ],
  ]),
  ...inFile('src/render/render-context.ts', [
    [
      'takes what it cannot look at for unchanged',
      'notAField) return true',
      'notAField) return false',
    ],
  ]),
  ...inFile('src/render/frozen-items.ts', [
    [
      'takes items of another list for those that stand',
      'known !== null && known.items === items',
      'known !== null && known.items.length === items.length',
    ],
    [
      'takes items that can change for frozen ones',
      'paths.every((path) => isFixedPath(own.value, path))',
      'true',
    ],
  ]),
  ...inFile('src/template/emit/comparing.ts', [
    [
      'takes what hangs on one field that stays for something that stays',
      'isPure && [...names].every(',
      'isPure && [...names].some(',
    ],
    [
      'compares a branch only when what chooses it has another value',
      'const all = this.roots.ofNodes(content)',
      'const all = this.roots.ofConditions(branches.map(({ condition }) => condition))',
    ],
    [
      'compares rows only when their list is another one',
      'const all = this.roots.ofNodes([node])',
      'const all = this.roots.ofValues([node.items])',
    ],
    [
      'forgets the temporary fields of a place',
      '[...names].filter((name) => this.#temporary.has(name))',
      '[]',
    ],
  ]),
  ...inFile('src/template/emit/region-target.ts', [
    [
      'empties what shows temporary fields when all values are set',
      'const kept = `f[${slot}] = [null, f[${slot}]]`',
      "const kept = ''",
    ],
    [
      'forgets the fields that a comparison hangs on',
      "if (comparison.kind !== 'ifMoved' || this.mode !== 'diff') return compare()",
      "if (comparison.kind !== 'ifMoved' || this.mode !== 'diff') return compare()\n    if (1 > 0) return writeAssigns()",
    ],
  ]),
  ...inFile('src/shared/stream.ts', [
    ['draws more of a stream than its limit', 'limit > 0 ? this.#rows.length - limit : 0', '0'],
    [
      'draws the wrong end of a stream',
      'splice(at < 0 ? 0 : limit, surplus)',
      'splice(0, surplus)',
    ],
    [
      'draws an item of a stream that was taken out',
      'if (row) this.#forget(',
      'if (!row) this.#forget(',
    ],
  ]),
]
