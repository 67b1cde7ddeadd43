import type { Feature } from '../features.ts'
import { type Stub, stubTable } from './stub-table.ts'

/** How each promised feature is taken out of the sources: the smallest changes without which its tests would pass. */
const table = {
  // ── views ──────────────────────────────────────────────────────────────────────────────────────────────────
  'effects in mount': [
    [
      'src/session/page-session.ts',
      'if (this.#turns.isUnseen || this.#outbox.hasCommands) this.post(() => {})',
      '',
    ],
  ],
  handleTick: [
    ['src/session/side-work.ts', 'return this.#session.view.handleTick()', 'return undefined'],
  ],
  mixins: [['src/view/draft-mixin.ts', 'static draftEnabled = true', '']],
  abstract: [['src/view/route-target.ts', 'return isAbstract ?', 'return isAbstract && 1 < 0 ?']],
  setLayout: [
    ['src/session/page-host.ts', 'this.layout = path\n', 'void path\n'],
    [
      'src/client/pages/change-layout.ts',
      'moveNodes(target, live, null)',
      'target.append(...live.map((node) => node.cloneNode(true)))',
    ],
  ],
  'pageTitle pageMeta': [
    ['src/view/page-head.ts', 'hasTitle: speaksOf(Class, /\\bpageTitle\\b/)', 'hasTitle: false'],
  ],
  'typed end to end': [
    [
      'src/view/event-handler.ts',
      'Method extends (this: This, params: Params) => unknown',
      'Method extends (this: This, params: any) => unknown',
    ],
  ],

  // ── handlers ───────────────────────────────────────────────────────────────────────────────────────────────
  'decorators act by themselves': [
    [
      'src/view/event-handler.ts',
      'return (method: unknown, context: unknown) => mark(method, context, options, name)',
      'return () => void [name, options]',
    ],
  ],
  'one name on both sides': [
    ['src/session/programs.ts', 'const twin = camelCase(name)', "const twin = ''"],
    [
      'src/client/events.ts',
      '    handler,\n    params: {',
      '    handler: handler.toLowerCase(),\n    params: {',
    ],
  ],
  'literal parameters': [['src/client/events.ts', '...(literals && JSON.parse(literals)), ', '']],
  'parameters are strings': [
    [
      'src/view/check-params.ts',
      'if (plain === undefined) continue',
      'if (plain !== name) continue',
    ],
  ],
  'form events send value': [
    ['src/client/field-params.ts', '{ value: valueOf(field) }', "{ value: '' }"],
  ],
  '@eventHandler params': [
    [
      'src/view/params-in-words.ts',
      "if ('value' in read) taken[name] = read.value",
      "if ('value' in read) taken[name] = raw",
    ],
  ],
  'handlers without a schema': [
    ['src/view/params-without-schema.ts', 'taken[name] = read.value', 'void read.value'],
    ['src/view/params-without-schema.ts', '{ ...carried }', '{}'],
  ],
  'missing or extra parameters': [
    [
      'src/view/params-in-words.ts',
      'if (problems.length > 0) throw',
      'if (problems.length > 99) throw',
    ],
    ['src/view/params-by-schema.ts', 'if (result.issues) throw', 'if (!result) throw'],
  ],
  'async handlers': [
    [
      'src/session/mounted-view.ts',
      'if (!entry.options.background || !isThenable(running)) return running',
      'if (!isThenable(running)) return running',
    ],
  ],

  // ── state decorators ───────────────────────────────────────────────────────────────────────────────────────
  '@debounce': [['src/client/timing.ts', 'this.#wait(event, timing, send)', 'send()']],
  '@throttle': [['src/client/timing.ts', 'else this.#space(event, timing, send)', 'else send()']],
  '@optimistic': [
    ['src/view/shared-handlers.ts', 'said === true ? ofSource(entry)', 'said === true ? []'],
  ],
  '@optimistic with data': [['src/view/shared-handlers.ts', ': ofData(entry, said)', ': []']],
  'optimistic rollback': [['src/client/instant/instant.ts', 'waiting.delete(event)', '']],
  '@cache': [
    ['src/view/cached-run.ts', 'if (found && Date.now() < found.untilMs)', 'if (found && 1 < 0)'],
  ],
  '@clientState': [
    [
      'src/client/instant/instant.ts',
      'kept.set(name, { value: evaluate(value, readIn(event)) })',
      '{}',
    ],
  ],
  'places that show client state': [
    ['src/client/instant/instant.ts', 'shown?.slots[slot]?.fill(evaluate(value, read))', ''],
  ],
  '@reactive': [['src/view/reactive.ts', 'this.triggerUpdate()', '']],
  '@background': [['src/view/background.ts', '{ background: true }', '{ background: false }']],
  startAsync: [
    ['src/session/page-host.ts', 'this.#session.work.start(task, name, this.#session.event)', ''],
  ],

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────
  'dj-blur dj-focus': [
    ['src/client/triggers.ts', "focusin: 'focus', focusout: 'blur'", "focusin: '', focusout: ''"],
  ],
  'dj-keydown': [
    [
      'src/client/triggers.ts',
      'const own = names[type] ?? type',
      "const own = names[type] ?? (event.key ? '' : type)",
    ],
  ],
  'dj-shortcut': [
    [
      'src/template/write-shortcuts.ts',
      'addStatic(element, name, escapeHtml(handler))',
      'escapeHtml(name + handler)',
    ],
  ],
  'dj-window-*': [['src/client/triggers.ts', 'call(element, `window-${type}`, event)', '']],
  'dj-click-away': [
    [
      'src/client/triggers.ts',
      'if (!path.includes(element)) call(element, `${type}-away`, event)',
      '',
    ],
  ],
  'dj-poll': [['src/client/triggers.ts', "if (attribute(element, 'dj-poll')) poll(element)", '']],
  'dj-mounted': [['src/client/triggers.ts', "if (before) tell(element, 'dj-mounted')", '']],
  'dj-mutation': [
    [
      'src/client/triggers.ts',
      'if (!records.some(({ target }) => element.contains(target))) continue',
      'if (records) continue',
    ],
  ],
  'dj-paste': [['src/client/triggers.ts', "'paste',\n", '']],
  'dj-copy': [
    ['src/client/clipboard.ts', 'if (text === null) return', 'if (text !== undefined) return'],
  ],

  // ── loading states ─────────────────────────────────────────────────────────────────────────────────────────
  'dj-loading': [
    ['src/client/loading.ts', 'if (target) {', 'if (target && 1 < 0) {'],
    ['src/client/in-flight.ts', "trigger?.classList.toggle('djust-loading', isOn)", ''],
  ],
  'dj-disable-with': [
    [
      'src/client/loading.ts',
      "const text = attribute(element, 'dj-disable-with')",
      'const text = null as string | null',
    ],
  ],
  'dj-form-pending': [
    [
      'src/client/loading.ts',
      "const pending = attribute(element, 'dj-form-pending')",
      'const pending = null as string | null',
    ],
  ],
  'dj-lock': [['src/client/loading.ts', "attribute(element, 'dj-lock') !== null &&", '1 < 0 &&']],
  'dj-confirm': [
    [
      'src/client/loading.ts',
      "if (confirm(attribute(asking, 'dj-confirm')!)) return",
      'if (asking) return',
    ],
  ],
  'dj-no-submit': [
    ['src/client/loading.ts', "isField && boundElement(event, 'dj-no-submit')", 'isField && 1 < 0'],
  ],

  // ── motion ─────────────────────────────────────────────────────────────────────────────────────────────────
  'dj-transition dj-remove': [
    ['src/client/motion.ts', "attribute(element, 'dj-transition') ??", ''],
    ['src/client/motion.ts', "attribute(element, 'dj-remove') ??", ''],
  ],
  'dj-transition-group': [
    ['src/client/motion.ts', "attribute(group, 'dj-transition-group')", "''"],
  ],
  'dj-flip': [
    ['src/client/motion.ts', 'for (const [element, from] of moving) move(element, from)', ''],
  ],
  'dj-sticky-scroll': [
    [
      'src/client/motion.ts',
      'for (const element of following) element.scrollTop = element.scrollHeight',
      '',
    ],
  ],
  'dj-scroll-into-view': [
    ['src/client/motion.ts', 'if (block !== null)', 'if (block !== null && 1 < 0)'],
  ],
  'dj-cloak': [
    ['src/client/motion.ts', 'element.hidden &&= !isLive', 'void element'],
    ['src/template/hide-loading.ts', "'dj-cloak'", "'dj-cloaked'"],
  ],
  'dj-dialog': [
    ['src/client/motion.ts', 'if (dialog !== before && element', 'if (1 < 0 && element'],
  ],

  // ── navigation ─────────────────────────────────────────────────────────────────────────────────────────────
  'dj-patch': [
    [
      'src/client/navigation.ts',
      "const ours = '[dj-patch], [dj-navigate]'",
      "const ours = '[dj-navigate]'",
    ],
    ['src/client/navigation.ts', 'patch(url, [field])', ''],
  ],
  'dj-navigate': [
    [
      'src/client/navigation.ts',
      "const ours = '[dj-patch], [dj-navigate]'",
      "const ours = '[dj-patch]'",
    ],
    [
      'src/client/pages/fetch-page.ts',
      'if (!response.ok || !html.includes',
      'if (1 < 0 && !html.includes',
    ],
  ],
  livePatch: [
    [
      'src/session/page-host.ts',
      "this.#outbox.command({ kind: 'url', to, replace: target.replace ?? false })",
      '',
    ],
  ],
  liveRedirect: [
    [
      'src/session/page-host.ts',
      "this.#outbox.command(command ?? { kind: 'redirect', to: '/', replace })",
      '',
    ],
  ],
  NavigationMixin: [['src/view/navigation-mixin.ts', 'return Base', 'return class {} as never']],
  'back and forward': [
    ['src/client/navigation.ts', 'if (history.state?.turbo) return', 'return'],
    [
      'src/client/connection.ts',
      `addEventListener('pageshow', wake, { signal })
    document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal })`,
      '',
    ],
  ],
  'navigation links are links': [
    ['src/template/place/enrich.ts', "if (node.tag === 'a') enrichLink(node)", ''],
    ['src/template/place/enrich.ts', 'parts, { isUrl: true })', 'parts)'],
  ],
  'instant navigation': [
    [
      'src/client/navigation.ts',
      'hovering = setTimeout(prefetchPage, hoverMs, url)',
      'hovering = undefined',
    ],
    [
      'src/client/navigation.ts',
      '[dj-navigate]:not([dj-prefetch=false], ${notHere})',
      '[dj-navigate]',
    ],
    [
      'src/client/pages/fetch-page.ts',
      'const found = isAhead(href) ? ahead!.found : fetchPage(href)',
      'const found = fetchPage(href).then(() => fetchPage(href))',
    ],
  ],
  'plain links': [
    ['src/client/navigation.ts', '`${ours}, ${ordinary}` : ours', 'ours : `${ours}, ${ordinary}`'],
  ],
  TurboNav: [
    ['src/client/start.ts', "document.addEventListener('turbo:load', enter, { signal })", ''],
  ],
  'multi-step pages': [
    [
      'src/session/page-host.ts',
      "this.#outbox.command({ kind: 'url', to, replace: target.replace ?? false })",
      '',
    ],
    [
      'src/forms/wizard.ts',
      'for (const name of this.#names) if (!(await this.#forms[name]!.validate())) return name',
      '',
    ],
  ],

  // ── forms ──────────────────────────────────────────────────────────────────────────────────────────────────
  'dj-model': [
    ['src/client/field-events.ts', "document.addEventListener('input', onModel, { signal })", ''],
    [
      'src/template/place/bind-models.ts',
      'const gives = bindValue(element, value, at, content)',
      "const gives = 'text' as const",
    ],
    ['src/session/set-models.ts', 'if (form !== handler || seen.has(name)) continue', 'continue'],
  ],
  'dj-model.lazy': [
    [
      'src/template/place/bind-models.ts',
      'timing: timingOf(attribute.name, isText(element), at),',
      'timing: null,',
    ],
  ],
  'dj-model boxes': [
    ['src/client/field-events.ts', 'if (!isMatch(field, boxes)) return []', 'if (field) return []'],
  ],
  allowedModelFields: [
    ['src/view/models.ts', 'if (allowed === null || allowed.includes(name)) continue', 'continue'],
  ],
  'dj-auto-recover': [['src/client/recover.ts', 'asking.add(bound)', 'void bound']],
  'form(schema)': [
    ['src/forms/form.ts', 'new FormErrors(result.issues)', 'new FormErrors()'],
    [
      'src/forms/form.ts',
      'this.#values = values as FormValues',
      'const _: unknown = values as FormValues',
    ],
  ],
  'dj-trigger-action': [
    ['src/client/commands.ts', 'HTMLFormElement.prototype.submit.call(element)', ''],
  ],
  'real-time validation': [
    ['src/forms/form.ts', 'return this.#errors.ofFields(this.#used) as', 'return {} as'],
  ],
  'form helpers': [
    [
      'src/forms/live-parts.ts',
      "return `${this.props.form.idPrefix}${this.props.name.replaceAll('.', '-')}`",
      "return ''",
    ],
  ],
  DraftModeMixin: [
    ['src/view/draft-mixin.ts', 'static draftEnabled = true', ''],
    ['src/view/draft-mixin.ts', 'hostOf(this).clearDraft()', ''],
  ],
  'forms without JavaScript': [
    ['src/session/open-page.ts', 'page.post && page.mayJoin &&', 'page.post === undefined &&'],
  ],
  uploads: [
    [
      'src/client/uploads.ts',
      "this.#session.sendNow({ ...eventOf(bound, 'dj-upload')",
      "this.#session.sendNow.bind({ ...eventOf(bound, 'dj-upload')",
    ],
    ['src/session/first-page.ts', 'await uploads().takeWhole(upload, chosen)', 'void chosen'],
  ],

  // ── JavaScript ─────────────────────────────────────────────────────────────────────────────────────────────
  'dj-hook': [['src/client/hooks.ts', '.forEach(mount)', '']],
  'pushEvent in hooks': [
    [
      'src/client/hook.ts',
      'code ? reject(Object.assign(new Error(code), { code })) : resolve(answer as Answer),',
      '[code, answer, resolve, reject],',
    ],
  ],
  'pushEvent in views': [
    [
      'src/session/page-host.ts',
      'this.#outbox.command({ kind: \'push\', event, payload: asJson(payload, `pushEvent("${event}")`) })',
      '',
    ],
  ],
  'JS commands': [
    [
      'src/client/commands.ts',
      'run(each, args, event, i === last ? ended : undefined)',
      'void each',
    ],
  ],
  'commands in attributes': [
    ['src/client/features/commands.ts', "if (handler.startsWith('['))", 'if (handler === null)'],
    ['src/template/call-values.ts', "text.replace(/^\\[+/, '')", 'text'],
  ],
  'inline scripts': [
    [
      'src/client/pages/show-page.ts',
      'for (const script of scripts) script.replaceWith(revived(script))',
      '',
    ],
  ],
  colocated_hook: [['src/template/colocated-hooks.ts', 'window.djust.hooks[${key}] = hook', '']],
  hookNamespacing: [
    [
      'src/template/colocated-hooks.ts',
      'const name = owner === null || global ? written : `${owner}.${written}`',
      'const name = owner === null || global || true ? written : `${owner}.${written}`',
    ],
  ],
  'djust.d.ts': [['djust.d.ts', "export * from 'djust/client'", 'export {}']],
} satisfies Partial<Record<Feature, readonly Stub[]>>

export const stubs = stubTable(table)
