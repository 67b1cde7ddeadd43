import type { NamesIn, StatementGroup } from './support/statements.ts'

/**
 * The rules of the engine, one sentence each, as ARCHITECTURE.md tells of them at length. A browser test names the rule
 * that it proves by `rule(…)`; docs/rules.md is made of both.
 */
const groups = [
  {
    about: 'Comparing',
    statements: {
      'compared as displayed':
        'What a template shows is compared after each turn: changes in place, a Map, a Set, a Date and `#private` fields count.',
      'nothing shown, nothing sent':
        'A turn that changes nothing that is shown sends its answer alone.',
      'inputs are kept':
        'Where primitive inputs go through pure filters, the inputs are compared, and filters run on a change only.',
      'unmoved fields':
        'A place that hangs on fields alone, all primitives, is looked at only where one of them has moved.',
      'outputs are compared':
        'Where an object, a getter, a method or an impure filter takes part, what is shown is compared each turn.',
      'names given by a method':
        'Where `getContextData` is overridden, every name counts as moved.',
      'getters once a turn': 'A getter is asked once a turn, however often the template shows it.',
      'another language or zone':
        'Where language, time zone or formats change, all that hangs on them is compared as shown.',
      'two phases':
        'A turn whose template throws writes nothing down: the next one sends all that the browser does not show.',
      'templates read':
        'A template calls no handler, no member of `LiveView` and no method that changes a built-in.',
      'keys of rows':
        'A row is known by `dj-key` or `data-key`, else by the `id` or `pk` of its item, whatever object that is.',
      'equal keys in production':
        'Rows that share a key are all shown; the later ones are known by their place.',
      'what development checks':
        'Development tells of rows that share a key, and of getters that change what they read, with the place.',
      'rows without keys':
        'Without a key an object is known by itself, and a text or number by its place.',
      'fewest moves':
        'Only what came, left or moved is sent of a list: a row before 1,000 others is one operation.',
      'fields that are sent':
        'What a field held when an event carried it counts as shown, so emptying it is a change.',
    },
  },
  {
    about: 'Texts',
    statements: {
      'a piece by its place':
        'Each changing piece is told by where it stands: text, attribute, whole text of an element.',
      'texts alone':
        'A text that is alone in its element, with static text or without, is its one text node.',
      'texts among others':
        'Any other text has a comment before it; elements get no attribute to be found by.',
      'anchors of texts': 'Texts land where they belong, whatever stands beside them.',
      'whole texts': 'The text of a `title` or `textarea` is written whole, whatever makes it.',
      'no places among texts':
        'Texts that scripts join, split or drop are found again: they are never counted.',
    },
  },
  {
    about: 'Attributes',
    statements: {
      'whole attributes':
        'An attribute is written whole, whatever conditions, values and static text make it.',
      'refused values':
        'A value in a script, style, event attribute, `srcdoc`, comment or name does not compile; the error says what to write.',
      'settings that trust':
        'Each of these, and each escaping beyond Django’s, is given up by a setting of its name.',
      'conditional attributes': 'An attribute may stand in a branch, with a value or without.',
      'one-sided attributes':
        'A branch may be part of a value, as in `class="card {% if on %}on{% endif %}"`.',
      'quotes in safe strings': 'A quote ends no attribute, also in markup that is declared safe.',
      'addresses in pages': 'An address that would run code is not drawn.',
      'addresses in frames':
        'The browser writes no address that would run code, whatever it was sent.',
    },
  },
  {
    about: 'Branches and lists',
    statements: {
      'balanced branches':
        'A branch that balances is cloned and filled with its values; while it stays its nodes do.',
      'one opening tag':
        'Branches that differ in one opening tag are one element with attributes that come and go.',
      'coarse regions':
        'What balances in no branch is sent as one piece, with the smallest element around it.',
      'the smallest element':
        'No more than the smallest such element is sent; what is around it is compared as ever.',
      'coarse regions keep the user’s':
        'Focus, selection, what was typed, scrolling and nodes of others outlast a change of such a piece; what stays is not loaded again.',
      'components in coarse regions': 'Components in such a piece keep their nodes.',
      'hooks in coarse regions':
        'A hook in such a piece stays with its element, and is told when that changes.',
      'the browser’s own in coarse regions':
        'Content of `dj-update="ignore"` and attributes of `dj-ignore-attrs` are left alone in such a piece too.',
      'streams in coarse regions':
        'A stream in such a piece, or rows that only come, do not compile.',
      'coarse regions are told': 'Development says of each such piece where it is, and why.',
      'moved by the parser':
        'Where a browser’s parser moves or adds elements (tables, drop-downs, paragraphs, forms, SVG), values land where it put them.',
      'no tag is added':
        'No tag is written into what the author wrote: rows hang on what the browser adds.',
    },
  },
  {
    about: 'Misses',
    statements: {
      'what is not there':
        'Where a node is gone or elsewhere, the page asks for all values, and shows them.',
      'a missing frame': 'Where a frame never came, the page asks for all values once.',
      'stripped comments':
        'A page whose comments a proxy took out is built anew in the same document.',
      'another element at start':
        'So is one in which another element stands where the template has one.',
    },
  },
  {
    about: 'What the user does',
    statements: {
      'typing goes on':
        'A field that is typed in is the user’s until the answer to what was typed last.',
      'edits outlast renders':
        'A field that the user changed keeps that while the server says something else.',
      'answers restore fields':
        'With the answer to an event that carried it, a field shows what the server says.',
      'a reset wins': 'A form that is reset gives its fields back to the server.',
      'focus and selection':
        'Focus, caret, selection and typed text outlast rows that move, with `moveBefore` and without.',
      scrolling: 'What is scrolled stays so while rows change around it.',
      'state of moved nodes':
        'What moves keeps its animations, what is open in it, and its frames.',
      'selections over rows': 'A selection over several rows outlasts their moving.',
      'input methods':
        'A text that is being composed is not overwritten; the newest value comes afterwards.',
      'input methods in moved rows': 'A text is composed on while its row’s neighbours move.',
    },
  },
  {
    about: 'What others put into the page',
    statements: {
      'nodes of others':
        'Nodes that the template does not own stay where they are, whatever changes beside them.',
      'attributes of others':
        'Attributes and classes that scripts have set are written by nobody else.',
      'texts that others replace':
        'Where a translator replaces texts by elements, the page goes on and shows each once.',
      'dj-update ignore':
        'The content of `dj-update="ignore"` stays as scripts made it; its attributes follow the server.',
    },
  },
  {
    about: 'Bodies that tags work on',
    statements: {
      'cached content':
        '`{% cache %}` is one piece of safe markup, kept until what names it changes.',
      'keys of caches': 'Another language or time zone never gets what was cached for one.',
      'reader’s own in caches': 'A token, the request or a component in `{% cache %}` is an error.',
      'bodies keep the user’s':
        'Focus and what was typed in what a tag makes outlast its change, as in a coarse region.',
      'filtered content':
        '`{% filter %}` and `{% spaceless %}` around changing content are one piece each.',
    },
  },
  {
    about: 'What is sent',
    statements: {
      'texts are texts': 'A text goes as it is shown, unescaped, and stays text in the browser.',
      'booleans for presence':
        'Whether an attribute is there is all that is sent where it has no value.',
      'markup for safe strings': 'Markup goes only where a safe string has a tag in it.',
      'values are formatted':
        'Numbers and dates go as the reader’s language writes them; the browser formats nothing.',
      'rows are cloned': 'Of a row that comes only its values are sent; its markup is cloned.',
      'anchors in the live part':
        'Only the live part has anchors; without them, and outside, a page is byte for byte what its template draws.',
      'layouts are files':
        'Where the slots of a page are is told by a file of its own origin that never changes, fetched once.',
      'one policy':
        'The Trusted Types policy `djust` is made where safe markup or coarse regions are, and nowhere else.',
      'trusted types':
        'A page works where the browser asks for trusted types and allows that policy alone.',
      'strict policies':
        'A page works under a content security policy without nonces, inline scripts and handlers.',
      'no inline script': 'A page has no inline script and no inline handler of ours.',
    },
  },
  {
    about: 'What is live',
    statements: {
      'dj-root':
        'With `dj-root`, what is inside it follows the view; what is outside stays as it was drawn.',
      'values outside the live part': 'Development tells of a value that changes outside of it.',
      'without dj-root': 'Without it, everything under `dj-view` follows the view.',
      pageTitle: '`pageTitle` gives the title, which stands outside of what is live.',
      title:
        'The `<title>` of a page follows its view, also in a block of its base, whatever it holds.',
      'bases and includes':
        'What a base template, its blocks and includes put there is live like the rest.',
    },
  },
] as const satisfies readonly StatementGroup[]

export const ruleGroups: readonly StatementGroup[] = groups

export type Rule = NamesIn<typeof groups>
