/** Vectors that the engine fails on purpose. */
interface Difference {
  readonly reason: string
  /** The names of their tests. */
  readonly tests: readonly string[]
}

const differences: readonly Difference[] = [
  {
    reason: 'True, False and None always mean themselves',
    tests: ['expressions.constants shadowed', 'flow.with 12', 'inheritance.include 41'],
  },
  {
    reason: 'a path with an empty step is a mistake, which is reported when a template is compiled',
    tests: [
      'expressions.names 11',
      'expressions.names 12',
      'expressions.names 13',
      'expressions.names 14',
    ],
  },
  {
    reason: 'a name that no expression can read is refused where it is given',
    tests: ['for.errors 12', 'for.errors 21', 'for.errors 25'],
  },
  {
    reason: 'names that begin with an underscore are private, here as everywhere',
    tests: ['i18n.german 97'],
  },
  {
    reason: 'an argument that would change nothing is refused',
    tests: ['flow.with 31', 'l10n-tz.static 9', 'l10n-tz.static 17'],
  },
  {
    reason: 'a template that is included by its name is compiled with the page, be it shown or not',
    tests: [
      'inheritance.include of an error in a branch not taken',
      'inheritance.include of a missing file in a branch not taken',
    ],
  },
  {
    reason: 'white space between the words of an end tag means nothing',
    tests: ['inheritance.block 16'],
  },
  {
    reason: 'an included template knows nothing of the block around it',
    tests: ['inheritance.include in a block'],
  },
  {
    reason: 'the name of a base is chosen by the filter default also where stringIfInvalid is set',
    tests: ['inheritance.extends 29'],
  },
  {
    reason: 'the tags for static files need no {% load %}',
    tests: ['flow.load 14'],
  },
  {
    reason:
      'a cycle of one value with a name has one value; Django takes "as" and the name for two more',
    tests: ['flow.cycle 18', 'flow.cycle 40'],
  },
  {
    reason: 'a record has lists of its items, keys and values where a Python dictionary has views',
    tests: ['lookups.steps 5', 'lookups.steps 6', 'lookups.steps 7', 'lookups.steps 8'],
  },
  {
    reason: 'a text has the members of JavaScript that are safe to read, not those of Python',
    tests: ['lookups.steps 20', 'lookups.steps 21', 'lookups.steps 22'],
  },
  {
    reason: 'a name of the page is read once in each render, so a function gives one value',
    tests: [
      'lookups.functions 23',
      'lookups.functions 24',
      'template_tests.syntax_tests.test_if_changed.IfChangedTests.test_ifchanged_concurrency',
    ],
  },
  {
    reason:
      'a function that cannot be called is missing; in Django it is the text for missing values',
    tests: [
      'lookups.functions 16',
      'lookups.functions 17',
      'lookups.functions 26',
      'lookups.functions 27',
      'lookups.functions 28',
    ],
  },
  {
    reason: 'a block has no text of its own; show its name or block.super',
    tests: ['inheritance.extends 48'],
  },
  {
    reason: 'a Date has no offset of its own, so its zone is that of the reader',
    tests: ['template_tests.filter_tests.test_date.DateTests.test_date06'],
  },
  {
    reason: 'the clock of JavaScript counts milliseconds, not microseconds',
    tests: [
      'template_tests.test_response.CacheMiddlewareTest.test_middleware_caching',
      'template_tests.test_response.CustomURLConfTest.test_custom_urlconf',
    ],
  },
]

/**
 * The reason for each such vector, by the name of its test. `npm run conformance` counts them as
 * failed, prints the reason, and does not mind.
 */
export const accepted: Readonly<Record<string, string>> = Object.fromEntries(
  differences.flatMap(({ reason, tests }) => tests.map((test) => [test, reason] as const)),
)
