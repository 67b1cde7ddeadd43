import { inFile, type Mutant } from './mutant.ts'

/** A mistake in what the patch law does not go through, and the test that has to notice it. */
export interface TestedMutant extends Mutant {
  /** The file of the test. */
  readonly test: string
  /** With `%s` where it is a test for each of several cases. */
  readonly title: string
}

/** Mistakes that tests have to notice. */
export const testedMutants: readonly TestedMutant[] = [
  ...noticed('src/client/fields.test.ts', 'are the user’s together', [
    ...inFile('src/client/fields.ts', [
      [
        'lets one radio button of a group be the user’s alone',
        'for (const each of togetherWith(field)) {',
        'for (const each of [field]) {',
      ],
    ]),
  ]),
  ...noticed(
    'src/client/fields.test.ts',
    'stay chosen where one comes that says it is, until the answer',
    [
      ...inFile('src/client/fields.ts', [
        [
          'lets a radio button that comes take the choice away',
          'for (const button of buttons) button.checked = true',
          '',
        ],
        [
          'leaves a radio button that came meanwhile as it is',
          'for (const each of togetherWith(field)) this.#show(each)',
          'this.#show(field)',
        ],
      ]),
    ],
  ),
  ...noticed(
    'test/law/found.test.ts',
    'where the mark of a radio button goes from one coarse region to another',
    [
      ...inFile('src/client/fields.ts', [
        [
          'takes a radio button for its user’s while the mark goes to another',
          'if (names.has(name)) return',
          '',
        ],
      ]),
    ],
  ),
  ...noticed('src/client/live/morph.test.ts', 'in a region that is left %s', [
    ...inFile('src/client/live/morph.ts', [
      [
        'forgets fields of a coarse region that were drawn without their state',
        'if (element.matches(which)) bindField(element, name)',
        '{}',
      ],
    ]),
    ...inFile('src/template/written-fields.ts', [
      [
        'takes a box that the template ticks for its user’s own',
        "['checked', 'value']",
        "['value']",
      ],
      [
        'takes the options of one drop-down for those of another',
        "(name === 'selected' ? around : '')",
        "''",
      ],
      [
        'takes a field for another that has another name',
        "const telling = ['type', 'name', 'id', 'value']",
        "const telling = ['type', 'id', 'value']",
      ],
    ]),
  ]),
  ...noticed(
    'src/client/live/morph.test.ts',
    'keeps the focus in a field that goes into another element',
    [
      ...inFile('src/client/live/morph.ts', [
        [
          'leaves what has lost the focus',
          '(active as HTMLElement).focus({ preventScroll: true })',
          '{}',
        ],
      ]),
    ],
  ),
  ...noticed(
    'src/template/place/bind-models.test.ts',
    'also where its element has no certain place',
    [
      ...inFile('src/template/place/placed.ts', [
        [
          'looks for what is in an element where there is no tree',
          'if (!element.isLoose) return element.children',
          'if (1 > 0) return element.children',
        ],
      ]),
      ...inFile('src/template/place/bind-models.ts', [
        ['takes fields behind a form for its own', 'if (node.isLoose) i += content.length', ''],
      ]),
    ],
  ),

  // ── boxes of dj-model ──────────────────────────────────────────────────────────────────────────────────────
  ...noticed(
    'src/client/field-events.test.ts',
    'say what is ticked of one list, in one component',
    [
      ...inFile('src/client/field-events.ts', [
        [
          'takes boxes of other components into a list',
          'componentIdOf(box) === componentIdOf(field)',
          'true',
        ],
        [
          'takes boxes of other lists into one',
          'attribute(box, modelEvent) === attribute(field, modelEvent) &&',
          '',
        ],
        ['takes a box without value into a list', "'[type=checkbox][value]'", "'[type=checkbox]'"],
        ['takes all boxes for ticked', 'group.filter((box) => box.checked)', 'group'],
        [
          'sends a list without the boxes that it is of',
          'const fields = group[0] ? group : [field]',
          'const fields = [field]',
        ],
      ]),
    ],
  ),

  // ── title and meta ─────────────────────────────────────────────────────────────────────────────────────────
  ...noticed('test/browser/views.test.ts', 'gives the title and what the head says of the page', [
    ...inFile('src/client/live/document-head.ts', [
      [
        'leaves meta elements that are gone',
        "if (meta.hasAttribute('dj-meta')) meta.remove()",
        '{}',
      ],
      ['leaves meta elements that it has not marked', "meta.setAttribute('dj-meta', '')", ''],
      ['writes a meta element twice', 'wanted.delete(name)', ''],
      ['leaves the title', 'document.title = value', 'void value'],
    ]),
  ]),
  ...noticed(
    'src/template/page-head.test.ts',
    'take the place of those of the template, and stand behind them',
    inFile('src/template/page-meta.ts', [
      [
        'leaves out the meta elements that the view does not name',
        'run: ([meta, wanted]) => !metaOf(meta).some(',
        'run: ([meta, wanted]) => metaOf(meta).some(',
      ],
    ]),
  ),
  ...noticed('src/template/page-head.test.ts', 'are a slot that tells of all', [
    ...inFile('src/template/page-meta.ts', [
      [
        'forgets what the view says when a page has meta elements',
        'for (const [name, content] of metaOf(meta)) all.set(name, content)',
        '',
      ],
    ]),
  ]),
  ...noticed('src/template/page-head.test.ts', 'is left to a template that shows it there itself', [
    ...inFile('src/template/page-title.ts', [
      [
        'shows a title in place of one that shows it',
        'if (body.some(showsTitle)) return [...before, ...rest]',
        '',
      ],
    ]),
  ]),

  // ── virtual lists ──────────────────────────────────────────────────────────────────────────────────────────
  ...noticed('src/client/virtual/rows-in-sight.test.ts', 'begin at an even row', [
    ...inFile('src/client/virtual/rows-in-sight.ts', [
      ['turns round the stripes of a list', 'from - (from % 2)', 'from'],
    ]),
  ]),
  ...noticed(
    'src/client/virtual/rows-in-sight.test.ts',
    'end with the list, wherever somebody scrolls',
    inFile('src/client/virtual/rows-in-sight.ts', [
      [
        'brings rows into the page that are not there',
        'Math.min(heights.length, end + overscan)',
        'end + overscan',
      ],
      [
        'shows nothing behind the end of a list',
        'Math.min(first, heights.length - 1) - overscan',
        'first - overscan',
      ],
    ]),
  ),
  ...noticed(
    'src/client/virtual/virtual-list.test.ts',
    'has, wherever its window is, the rows that a fresh page has there',
    [
      ...inFile('src/client/virtual/virtual-list.ts', [
        [
          'moves rows out of sight to where they were',
          'arrivals.push({ to: moves[i + 1]!, row })',
          'arrivals.push({ to: moves[i]!, row })',
        ],
        [
          'shows rows out of sight twice',
          'rows.concat(staying.slice(next))',
          'rows.concat(staying)',
        ],
        [
          'leaves rows that were taken out',
          'row.remove()\n    this.#shown.delete(row)',
          'this.#shown.delete(row)',
        ],
      ]),
      ...inFile('src/client/virtual/virtual-row.ts', [
        [
          'forgets what changed in a row that nobody has seen',
          'for (const patch of this.#waiting) this.#region.patch(patch)',
          '',
        ],
        [
          'changes a row by what was before all values were set',
          'this.#values = values\n    this.#waiting = []',
          'this.#values = values',
        ],
      ]),
    ],
  ),
  ...noticed(
    'src/client/virtual/virtual-list.test.ts',
    'shows what stands for no rows, and rows again',
    [
      ...inFile('src/client/virtual/virtual-list.ts', [
        ['leaves what stands for no rows', 'this.#empty?.remove()', ''],
      ]),
    ],
  ),

  // ── what is in flight ──────────────────────────────────────────────────────────────────────────────────────
  ...noticed('test/browser/loading.test.ts', 'changes another element where a target is named', [
    ...inFile('src/client/loading.ts', [
      [
        'changes the element itself',
        'targetId ? document.getElementById(targetId) : element',
        'element',
      ],
    ]),
  ]),
  ...noticed(
    'test/browser/loading.test.ts',
    'in one of several components changes nothing in the others',
    [
      ...inFile('src/client/loading.ts', [
        ['marks what waits in other components', 'return !isOther && names', 'return names'],
      ]),
    ],
  ),
  ...noticed('test/browser/loading.test.ts', 'goes on until work that the event began is done', [
    ...inFile('src/client/in-flight.ts', [
      [
        'takes an event for done whose work goes on',
        'event.number && !working.includes(event.number)',
        'event.number',
      ],
    ]),
  ]),
  ...noticed(
    'test/browser/loading.test.ts',
    'leaves to the server what the server says meanwhile',
    [
      ...inFile('src/client/in-flight.ts', [
        [
          'has the server write into what is marked',
          '  mark(false)\n  return markSoon',
          '  return markSoon',
        ],
      ]),
    ],
  ),
  ...noticed('test/browser/loading.test.ts', 'drops what is done again before the answer', [
    ...inFile('src/client/loading.ts', [
      [
        'lets what is locked send again',
        '[...inFlight].some(({ trigger }) => trigger === element)',
        'false',
      ],
    ]),
  ]),
  ...noticed('test/browser/loading.test.ts', 'has a button that says so, and keeps what is in it', [
    ...inFile('src/client/loading.ts', [
      [
        'gives a button back without what was in it',
        'undo.push(() => element.replaceChildren(...nodes))',
        'undo.push(() => element.replaceChildren())',
      ],
    ]),
  ]),

  // ── streams ────────────────────────────────────────────────────────────────────────────────────────────────
  ...noticed('src/session/streams.test.ts', 'where rows go, how many may stay, and which go', [
    ...inFile('src/view/streams.ts', [
      ['forgets the limit of a stream', 'stream.limit = limit', ''],
      ['puts in what was only to be updated', 'updateOnly ? -2 : at', 'at'],
    ]),
  ]),
  ...noticed('src/session/streams.test.ts', 'keeps to its limit where it was stored', [
    ...inFile('src/view/streams.ts', [
      ['goes on with a stream without its limit', 'new Stream(limit)', 'new Stream()'],
    ]),
  ]),

  // ── fields that stay, and that are let go of ───────────────────────────────────────────────────────────────
  ...noticed(
    'src/session/assigned-fields.test.ts',
    'shows a field as it was, whatever becomes of it',
    [
      ...inFile('src/session/assigned-fields.ts', [
        [
          'reads a field again that stays',
          'if (!this.#read.has(name)) this.#read.set(name, read(name))',
          'this.#read.set(name, read(name))',
        ],
      ]),
    ],
  ),
  ...noticed(
    'src/session/assigned-fields.test.ts',
    'lets go of a field once it is drawn; the browser keeps what it shows',
    [
      ...inFile('src/session/assigned-fields.ts', [
        [
          'draws a field that rests',
          'Object.hasOwn(this.#temporary, name) && this.#isResting(name)',
          'false',
        ],
      ]),
    ],
  ),
  ...noticed(
    'src/session/assigned-fields.test.ts',
    'lets go of a field once it is drawn; the browser keeps what it shows',
    [
      ...inFile('src/session/assigned-fields.ts', [
        [
          'keeps a field that was drawn',
          'if (!this.#isResting(name)) this.#fields[name] = copyOf(value)',
          '{}',
        ],
      ]),
    ],
  ),
  ...noticed('src/session/assigned-fields.test.ts', 'tells the author of one that changes (%s)', [
    ...inFile('src/session/fixed-fields-watch.ts', [
      ['does not see a field that is changed in place', '&& text === this.#before.get(name)', ''],
    ]),
  ]),
]

function noticed(test: string, title: string, mutants: readonly Mutant[]): TestedMutant[] {
  return mutants.map((mutant) => ({ ...mutant, test, title }))
}
