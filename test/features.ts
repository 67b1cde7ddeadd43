import type { NamesIn, StatementGroup } from './support/statements.ts'

/**
 * What authors can write, and what then happens: one sentence each. A browser test names the feature that it proves by
 * `feature(…)`; docs/features.md is made of both.
 */
const groups = [
  {
    about: 'Views',
    statements: {
      'effects in mount':
        'What `mount` begins (events to hooks, tasks, ticks, uploads) starts once the page is connected.',
      handleTick: '`handleTick` is called every `tickInterval` ms; late ticks merge into one.',
      'pageTitle pageMeta': 'The title and the `<meta>` of the page follow fields of its view.',
      setLayout:
        'The page goes on in another layout; its live part moves there with its nodes, focus and scripts.',
      mixins:
        'Mixins are functions of a class: in any order, twice without harm, types and statics kept.',
      abstract: '`static abstract = true` holds for that class alone; a route to it is an error.',
      'typed end to end':
        'Params, routes, options, settings and pushed events are inferred; wrong ones do not compile.',
    },
  },
  {
    about: 'Handlers',
    statements: {
      'decorators act by themselves':
        'A state decorator makes the method callable and needs nothing in the template; any order.',
      'one name on both sides':
        '`dj-click="goToItem"` names the method exactly; another name is a compile error with a suggestion.',
      'literal parameters':
        '`dj-click="save({ id: 3 })"` gives parameters that are known beforehand.',
      'parameters are strings':
        'Only `:int :float :bool :json` and the schema of the handler convert; what does not convert is refused.',
      'form events send value': '`dj-input` and `dj-change` send the text of the field as `value`.',
      '@eventHandler params':
        'A schema, or words such as `int` and `str?`, check and convert parameters before the call.',
      'handlers without a schema': 'A handler without a schema gets strings.',
      'missing or extra parameters':
        'A wrong parameter is answered with the names that are expected and those that were given.',
      'async handlers':
        'An async handler is awaited; the next event waits; what it changed is shown.',
    },
  },
  {
    about: 'State decorators',
    statements: {
      '@debounce':
        'One event, once typing has stopped; leaving the field or submitting sends at once.',
      '@throttle': 'At most one event in each interval; the first and the last are sent.',
      '@optimistic': 'Simple assignments of the handler are shown at the click, before the answer.',
      '@optimistic with data':
        'The prediction as expressions by field; nothing of the handler runs early.',
      'optimistic rollback':
        'A handler that throws or is refused puts back what the server last said.',
      '@cache': 'The same params within `ttl` put the fields back without running the handler.',
      '@clientState': 'Keys that the browser sets by itself, in every component, without a frame.',
      'places that show client state':
        'Texts, attributes and branches over such keys are worked out in the browser.',
      '@reactive': 'An assignment outside a handler queues a render.',
      '@background': 'What the handler set is shown, and its work goes on beside the page.',
      startAsync: 'A named task beside the page, with a signal; several at once.',
    },
  },
  {
    about: 'Events',
    statements: {
      'dj-blur dj-focus': 'When the focus comes into an element, and when it leaves it.',
      'dj-keydown': 'Keys, all or those that are named, with what is held: `dj-keydown.ctrl+s`.',
      'dj-shortcut': 'Keys that call a handler from anywhere in the page.',
      'dj-window-*': 'Keys, clicks, scrolling and the size of the window or document.',
      'dj-click-away': 'A click outside of the element.',
      'dj-poll': 'A handler that is called every so many milliseconds while the page is seen.',
      'dj-mounted': 'When an element comes into the page with a patch.',
      'dj-mutation': 'When scripts of the page change what is in an element.',
      'dj-paste': 'Text, markup and files that are pasted.',
      'dj-copy': 'A text is copied at a click, in the browser alone.',
    },
  },
  {
    about: 'Loading states',
    statements: {
      'dj-loading': 'Show, hide, disable or mark elements while an event waits for its answer.',
      'dj-disable-with': 'A button shows another text, and is disabled, until the answer.',
      'dj-form-pending': 'Parts of a form are shown, hidden or disabled until it is answered.',
      'dj-lock': 'What is done again before the answer is dropped.',
      'dj-confirm': 'The user is asked before anything is sent.',
      'dj-no-submit': 'Enter in a field does not submit its form.',
    },
  },
  {
    about: 'Motion',
    statements: {
      'dj-transition dj-remove':
        'What comes and what leaves goes through classes; less motion is respected.',
      'dj-transition-group': 'The same for all that stands in an element.',
      'dj-flip': 'What has another place moves there.',
      'dj-sticky-scroll': 'A box stays scrolled to its end.',
      'dj-scroll-into-view': 'What comes into the page is scrolled to.',
      'dj-cloak': 'What is not seen before the page is live.',
      'dj-dialog': 'A dialog that the server opens and closes.',
    },
  },
  {
    about: 'Navigation',
    statements: {
      'dj-patch': 'Another address of the same view, without a new mount.',
      'dj-navigate': 'Another view over the same connection; its guards run.',
      livePatch: 'The same as `dj-patch`, from a handler.',
      liveRedirect: 'The same as `dj-navigate`, from a handler or `mount`.',
      NavigationMixin: 'Returns the class unchanged: every view can navigate.',
      'back and forward':
        'History leads through `handleParams` or a mount; scroll and focus return.',
      'navigation links are links':
        '`dj-patch` and `dj-navigate` get an `href`, for all that a link can do.',
      'instant navigation': 'Hover, touch or focus fetches the page, so that it shows at once.',
      'plain links': 'A plain `<a href>` loads the page, unless `autoNavigate` is set.',
      TurboNav: 'At `turbo:load` the old sessions are left and the new ones joined.',
      'multi-step pages':
        'Steps in the address: back, forward and bookmarks work; an invalid step stays.',
    },
  },
  {
    about: 'Forms',
    statements: {
      'dj-model': 'A field and a public scalar of the view, each following the other.',
      'dj-model.lazy': 'Sends when the field is left; `.debounce-300` when typing has stopped.',
      'dj-model boxes': 'Boxes with a `value` make a list of those that are ticked.',
      allowedModelFields: 'Which fields `dj-model` may set.',
      'dj-auto-recover':
        'What was typed is told to a view that begins anew, or to the handler that asks for it; `dj-no-recover` leaves it.',
      'form(schema)': 'Values, errors and typed data of a form, from any Standard Schema.',
      'dj-trigger-action': 'The browser posts a form itself once `triggerSubmit` says so.',
      'real-time validation':
        'A field is checked once it was used, the whole form when it is submitted.',
      'forms without JavaScript':
        'A form leads to its page, which shows once what it did; loading it again posts nothing.',
      'form helpers':
        'Label, control, help and error of a field in the classes of a CSS framework.',
      DraftModeMixin: 'What was typed comes back after a reload; never passwords and files.',
      uploads: 'Files by drop or choice, with preview, progress, cancel and checks on the server.',
    },
  },
  {
    about: 'JavaScript',
    statements: {
      'dj-hook': 'An object of the page follows the life of an element.',
      'pushEvent in hooks': 'A hook calls a handler, and gets a promise of its answer.',
      'pushEvent in views': 'A view sends events to the hooks of its page: in order, each once.',
      'JS commands':
        'Chains of show, addClass, focus and others, done by the browser, from hooks and handlers.',
      'commands in attributes':
        '`dj-click="JS.toggle(\'#menu\')"`, or a chain of the view: done by the browser, without a frame.',
      'inline scripts':
        'A `<script>` without values runs once, also on a page reached by `dj-navigate`.',
      colocated_hook: 'A hook written beside its markup is served as a file.',
      hookNamespacing: 'Names of colocated hooks: bare, or prefixed with the class of their view.',
      'djust.d.ts': 'Types of the runtime and of hooks come with the package.',
    },
  },
] as const satisfies readonly StatementGroup[]

export const featureGroups: readonly StatementGroup[] = groups

/** A feature that the project promises, by what an author writes. */
export type Feature = NamesIn<typeof groups>
