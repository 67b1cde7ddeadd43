import type { FeatureName } from '../wire/features.ts'

/** What an attribute of djust's is. */
export interface Directive {
  /** Whether its value names the handler that it calls. */
  readonly calls?: true
  /** The feature file without which nothing understands it; none for what the core or the compiler does. */
  readonly needs?: FeatureName
  /** What has to be written in it, where that is no value of the page. */
  readonly holds?: ValueRule
  /** Whether something may stand behind its name, after a dot, which is looked at where it is read. */
  readonly hasModifiers?: true
  /** It means nothing on an element that has none of these. */
  readonly beside?: readonly string[]
}

/** What a value has to be. */
export interface ValueRule {
  readonly form: RegExp
  /** Says so, with an example. */
  readonly say: string
}

const nothing: Directive = {}

const effects = ['show', 'hide', 'disable', 'class'].map((effect) => `dj-loading.${effect}`)

/** What each attribute that begins with `dj-` means: who calls a handler, which file it needs, what may stand in it. */
export const directives: Readonly<Record<string, Directive>> = {
  'dj-click': { calls: true },
  'dj-input': { calls: true, needs: 'fields' },
  'dj-change': { calls: true, needs: 'fields' },
  'dj-submit': { calls: true, needs: 'fields' },
  'dj-viewport-bottom': { calls: true, needs: 'viewport' },
  'dj-viewport-top': { calls: true, needs: 'viewport' },

  'dj-debounce': {
    needs: 'timing',
    holds: {
      form: /^(?:blur|[1-9]\d+(?: max [1-9]\d+)?)$/,
      say: 'write how many milliseconds the event waits, such as "300" or "300 max 1000", or "blur".',
    },
  },
  'dj-throttle': {
    needs: 'timing',
    holds: {
      form: /^[1-9]\d+$/,
      say: 'write how many milliseconds lie between two events, such as "100".',
    },
  },

  'dj-loading.show': { needs: 'loading', holds: empty() },
  'dj-loading.hide': { needs: 'loading', holds: empty() },
  'dj-loading.disable': { needs: 'loading', holds: empty() },
  'dj-loading.class': {
    needs: 'loading',
    holds: some('write the classes that it has meanwhile, such as "busy".'),
  },
  'dj-loading.for': {
    beside: effects,
    holds: some('write the names of the handlers that it waits for, such as "save".'),
  },
  'dj-loading.target': {
    beside: effects,
    holds: {
      form: /^#\S+$/,
      say: 'write the id of the element that changes, such as "#spinner".',
    },
  },
  'dj-disable-with': {
    needs: 'loading',
    holds: some('write the text that it shows meanwhile, such as "Saving…".'),
  },
  'dj-form-pending': {
    needs: 'loading',
    holds: {
      form: /^(?:show|hide|disable)$/,
      say: 'write "show", "hide" or "disable".',
    },
  },
  'dj-lock': { needs: 'loading', holds: empty() },

  'dj-force-value': nothing,
  'dj-hook': { needs: 'hooks' },
  'dj-ignore-attrs': nothing,
  'dj-key': nothing,
  'dj-model': { needs: 'fields', hasModifiers: true },
  'dj-navigate': { needs: 'navigation' },
  'dj-patch': { needs: 'navigation' },
  'dj-prefetch': nothing,
  'dj-root': nothing,
  'dj-update': nothing,
  'dj-upload': { needs: 'uploads' },
  'dj-upload-preview': { needs: 'uploads' },
  'dj-view': nothing,
  'dj-virtual': { needs: 'virtual' },
  'dj-virtual-estimated-height': nothing,
  'dj-virtual-item-height': nothing,
  'dj-virtual-key-attr': nothing,
  'dj-virtual-overscan': nothing,
  'dj-virtual-variable-height': nothing,
}

/** Those that later versions will understand. */
export const later: readonly string[] = [
  'dj-auto-recover',
  'dj-blur',
  'dj-click-away',
  'dj-cloak',
  'dj-confirm',
  'dj-copy',
  'dj-dialog',
  'dj-flip',
  'dj-focus',
  'dj-keydown',
  'dj-keyup',
  'dj-lazy',
  'dj-mounted',
  'dj-mutation',
  'dj-no-recover',
  'dj-no-submit',
  'dj-paste',
  'dj-poll',
  'dj-remove',
  'dj-scroll-into-view',
  'dj-shortcut',
  'dj-sticky-scroll',
  'dj-stream',
  'dj-transition',
  'dj-trigger-action',
]

/** What the Python edition knows and this one does not need. */
export const replaced: Readonly<Record<string, string>> = {
  'dj-target': 'Remove it: a patch never touches more than what changed.',
  'dj-params': 'Write dj-value-NAME="…" for each parameter.',
}

/** The directive of a name, as it is written. */
export function directiveOf(name: string): Directive | undefined {
  if (Object.hasOwn(directives, name)) return directives[name]
  const [plain = ''] = name.split('.')
  const directive = Object.hasOwn(directives, plain) ? directives[plain] : undefined
  return directive?.hasModifiers && directive
}

function empty(): ValueRule {
  return {
    form: /^$/,
    say: 'nothing is written in it.',
  }
}

function some(say: string): ValueRule {
  return { form: /\S/, say }
}
