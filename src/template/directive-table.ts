import type { FeatureName } from '../wire/features.ts'

/** What an attribute of djust's is. */
export interface Directive {
  /** Whether its value names the handler that it calls. */
  readonly calls?: true
  /** The feature file without which nothing understands it; none for what the core or the compiler does. */
  readonly needs?: FeatureName | readonly FeatureName[]
  /** What has to be written in it, where that is no value of the page. */
  readonly holds?: ValueRule
  /** What may stand behind its name, after a dot: keys, or what is looked at where it is read. */
  readonly modifiers?: Modifiers
  /** When its events are sent, where neither the element nor the handler says so. */
  readonly timing?: string
  /** Whether it is about what happens elsewhere in the page. */
  readonly isOutside?: true
  /** It means nothing on an element that has none of these. */
  readonly beside?: readonly string[]
}

/** What may be pressed, as it stands behind the names of directives about keys. */
type Modifiers = 'free' | 'keys' | 'prevent'

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

  'dj-blur': trigger(),
  'dj-focus': trigger(),
  'dj-keydown': trigger({ modifiers: 'keys' }),
  'dj-keyup': trigger({ modifiers: 'keys' }),
  'dj-window-keydown': trigger({ modifiers: 'keys', isOutside: true }),
  'dj-window-keyup': trigger({ modifiers: 'keys', isOutside: true }),
  'dj-window-click': trigger({ isOutside: true }),
  'dj-window-scroll': trigger({ isOutside: true, timing: 'throttle 150 1 1' }),
  'dj-window-resize': trigger({ isOutside: true, timing: 'throttle 150 1 1' }),
  'dj-document-keydown': trigger({ modifiers: 'keys', isOutside: true }),
  'dj-document-keyup': trigger({ modifiers: 'keys', isOutside: true }),
  'dj-document-click': trigger({ isOutside: true }),
  'dj-click-away': trigger({ isOutside: true }),
  'dj-mounted': trigger(),
  'dj-mutation': trigger({ timing: 'debounce 150' }),
  'dj-paste': trigger({ modifiers: 'prevent' }),
  'dj-poll': trigger(),
  'dj-poll-interval': {
    beside: ['dj-poll'],
    holds: {
      form: /^[1-9]\d{2,}$/,
      say: 'write how many milliseconds lie between two calls, 100 or more, such as "5000".',
    },
  },
  'dj-shortcut': { needs: 'triggers' },
  'dj-shortcut-in-input': { beside: ['dj-shortcut'], holds: empty() },

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
  'dj-confirm': {
    needs: 'loading',
    holds: some('write the question, such as "Delete it?".'),
  },
  'dj-no-submit': {
    needs: 'loading',
    holds: { form: /^enter$/, say: 'write "enter", the key that submits nothing.' },
  },
  'dj-lock': { needs: 'loading', holds: empty() },

  'dj-copy': { needs: 'clipboard' },
  'dj-copy-from': {
    needs: 'clipboard',
    holds: { form: /^#\S+$/, say: 'write the id of an element, such as "#code".' },
  },
  'dj-draft': { needs: 'form-drafts', holds: some('write a name for the draft, such as "note".') },
  'dj-cloak': { needs: 'motion', holds: empty() },
  'dj-dialog': {
    needs: 'motion',
    holds: { form: /^(?:open|close)$/, say: 'write "open" or "close".' },
  },
  'dj-flip': { needs: 'motion', holds: empty() },
  'dj-remove': { needs: 'motion', holds: phases('fade-out') },
  'dj-scroll-into-view': {
    needs: 'motion',
    holds: {
      form: /^(?:start|center|end|nearest)?$/,
      say: 'write where it then is, "start", "center", "end" or "nearest", or nothing.',
    },
  },
  'dj-sticky-scroll': { needs: 'motion', holds: empty() },
  'dj-transition': { needs: 'motion', holds: phases('fade-in') },
  'dj-transition-group': {
    needs: 'motion',
    holds: {
      form: /^\S+(?: \S+ \S+)? *\| *\S+(?: \S+ \S+)?$/,
      say: 'write classes of what comes and of what leaves, such as "fade-in | fade-out".',
    },
  },
  'dj-force-value': nothing,
  'dj-hook': { needs: ['commands', 'hooks'] },
  'dj-hook-target': { holds: some('write a name for the element, such as "canvas".') },
  'dj-ignore-attrs': nothing,
  'dj-auto-recover': { calls: true, needs: 'fields' },
  'dj-key': nothing,
  'dj-model': { needs: 'fields', modifiers: 'free' },
  'dj-navigate': { needs: 'navigation' },
  'dj-no-recover': nothing,
  'dj-patch': { needs: 'navigation' },
  'dj-prefetch': nothing,
  'dj-root': nothing,
  'dj-trigger-action': { needs: 'commands' },
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
export const later: readonly string[] = ['dj-lazy', 'dj-stream']

/** What the Python edition knows and this one does not need. */
export const replaced: Readonly<Record<string, string>> = {
  'dj-target': 'Remove it: a patch never touches more than what changed.',
  'dj-params': 'Write dj-value-NAME="…" for each parameter.',
  'dj-document-keydown':
    'Write dj-window-keydown: what happens in the document happens in the window.',
}

/** The directive of a name, as it is written. */
export function directiveOf(name: string): Directive | undefined {
  if (Object.hasOwn(directives, name)) return directives[name]
  const [plain = ''] = name.split('.')
  const directive = Object.hasOwn(directives, plain) ? directives[plain] : undefined
  return directive?.modifiers && directive
}

/** Calls a handler for an event that only one file knows. */
function trigger(more: Directive = {}): Directive {
  return { calls: true, needs: 'triggers', ...more }
}

function empty(): ValueRule {
  return {
    form: /^$/,
    say: 'nothing is written in it.',
  }
}

/** One class with an animation, or three: where a transition begins, what it is, where it ends. */
function phases(example: string): ValueRule {
  const say = `write a class with an animation, such as "${example}", or three: where a transition begins, what it is, where it ends.`
  return { form: /^\S+(?: \S+ \S+)?$/, say }
}

function some(say: string): ValueRule {
  return { form: /\S/, say }
}
