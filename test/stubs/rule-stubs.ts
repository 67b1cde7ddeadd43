import type { Rule } from '../rules.ts'
import { type Stub, stubTable } from './stub-table.ts'

/** How rules of the engine are broken in the sources, so that their tests have to fail. */
const table = {
  // ── comparing ──────────────────────────────────────────────────────────────────────────────────────────────
  'compared as displayed': [
    [
      'src/render/helpers.ts',
      'return isPlainDate(input) ? new KeptTime(input.getTime()) : keyOfOutput(output, env)',
      'return input',
    ],
  ],
  'nothing shown, nothing sent': [
    [
      'src/render/helpers.ts',
      "if (input === null || (typeof input !== 'object' && typeof input !== 'function')) return input",
      "if (input === null || (typeof input !== 'object' && typeof input !== 'function')) return Symbol()",
    ],
  ],
  'inputs are kept': [
    [
      'src/render/helpers.ts',
      "if (input === null || (typeof input !== 'object' && typeof input !== 'function')) return input",
      "if (input === null || (typeof input !== 'object' && typeof input !== 'function')) return Symbol()",
    ],
  ],
  'unmoved fields': [
    ['src/template/emit/comparing.ts', "return { kind: 'ifMoved', names }", 'return usual'],
  ],
  'outputs are compared': [
    [
      'src/render/helpers.ts',
      'return isPlainDate(input) ? new KeptTime(input.getTime()) : keyOfOutput(output, env)',
      'return input',
    ],
  ],
  'names given by a method': [
    ['src/session/page-input.ts', '...(context === null && { field })', '...{ field }'],
  ],
  'getters once a turn': [
    [
      'src/session/render-input.ts',
      'known.set(name, read(name))',
      'known.set(name, read(name) && read(name))',
    ],
  ],
  'another language or zone': [
    [
      'src/render/render-context.ts',
      "...('locale' in change && { locale: String(locale ?? this.env.locale) })",
      "...('locale' in change && {})",
    ],
  ],
  'two phases': [
    [
      'src/render/program.ts',
      'const journal: unknown[] = []',
      'const journal: unknown[] = Object.assign([], { push: (...notes: unknown[]) => (write(notes), 0) })',
    ],
  ],
  'templates read': [
    [
      'src/template/values/lookup.ts',
      'return builtIn(owner, name)',
      'return builtIn(owner, name) ?? member(owner, name)',
    ],
  ],
  'keys of rows': [
    [
      'src/template/regions/rows.ts',
      "only.attributes.find(({ name }) => name === 'data-key') ??",
      '',
    ],
    ['src/render/helpers.ts', 'return isKey(pk) ? pk : item', 'return item'],
  ],
  'equal keys in production': [
    [
      'src/session/render-input.ts',
      '...(site.isDevelopment && { onBadKey: refuseKey })',
      '...{ onBadKey: refuseKey }',
    ],
  ],
  'what development checks': [
    ['src/session/render-input.ts', '...(site.isDevelopment && { onBadKey: refuseKey }),', ''],
    [
      'src/session/page-watch.ts',
      'this.#fresh.look(program, () => pageInput(this.#page), shown)',
      'null',
    ],
  ],
  'rows without keys': [
    ['src/render/helpers.ts', 'return isKey(pk) ? pk : item', 'return isKey(pk) ? pk : undefined'],
  ],
  'fewest moves': [
    [
      'src/template/emit/list-item-code.ts',
      '  if (!target.isRecorded) {\n    // Nothing',
      "  if (target.mode === 'diff') {\n    // Nothing",
    ],
  ],
  'fields that are sent': [['src/client/fields.ts', 'ownership.carrier = carrier', '']],

  // ── texts and attributes ───────────────────────────────────────────────────────────────────────────────────
  'a piece by its place': [
    [
      'src/client/live/text-slots.ts',
      'else this.#element.textContent = value',
      'else this.#element.append(value)',
    ],
  ],
  'texts alone': [
    [
      'src/client/live/text-slots.ts',
      'shown.length === 1 && first instanceof Text',
      'shown.length === 9 && first instanceof Text',
    ],
  ],
  'texts among others': [
    ['src/template/emit/output-code.ts', '[`<!---->${before.html}`', '[`<!--t-->${before.html}`'],
  ],
  'anchors of texts': [
    [
      'src/client/live/text-slots.ts',
      'const text = before + value + after',
      'const text = value + after',
    ],
  ],
  'whole texts': [
    [
      'src/client/live/text-slots.ts',
      "features.fields?.write(this.#element, 'value', value)",
      'void value',
    ],
  ],
  'whole attributes': [
    [
      'src/client/live/attribute-slot.ts',
      'element.setAttribute(name, value)\n}',
      'element.setAttribute(name, value.trim())\n}',
    ],
  ],
  'refused values': [
    ['src/template/place/open-attribute.ts', 'if (!place || trusts(place)) return', 'return'],
  ],
  'settings that trust': [
    [
      'src/template/place/escaping.ts',
      "escaping === 'django' || escaping[place] === 'django'",
      "escaping === 'django'",
    ],
  ],
  'conditional attributes': [
    [
      'src/client/live/attribute-slot.ts',
      'else if (value === false) element.removeAttribute(name)',
      'else if (value === false) return',
    ],
  ],
  'one-sided attributes': [
    [
      'src/template/emit/writer.ts',
      'this.#statements.push(/^[([]/.test(code) ? `;${code}` : code)',
      'this.#statements.push(code)',
    ],
  ],
  'quotes in safe strings': [
    [
      'src/render/helpers.ts',
      'return value.html.replaceAll(ending, escapeHtml(ending))',
      'return value.html',
    ],
  ],
  'addresses in pages': [
    [
      'src/render/helpers.ts',
      'const safe = safeAddress(address, tag, name)',
      'const safe = address',
    ],
  ],
  'addresses in frames': [
    [
      'src/client/live/attribute-slot.ts',
      'isSafe ? value : safeValue(element, name, value)',
      'isSafe ? value : value',
    ],
  ],

  // ── branches and lists ─────────────────────────────────────────────────────────────────────────────────────
  'balanced branches': [
    [
      'src/template/emit/branch-code.ts',
      'target.writer.line(`if (${choice} !== ${at}) {`)',
      'target.writer.line(`if (${choice} !== ${at} || true) {`)',
    ],
  ],
  'one opening tag': [
    [
      'src/template/place/merge-tags.ts',
      'if (merged) return merged',
      'if (merged && 1 < 0) return merged',
    ],
  ],
  'coarse regions': [['src/client/live/morph.ts', 'else update(node, said)', '']],
  'the smallest element': [['src/template/place/place.ts', 'of around.toReversed()', 'of around']],
  'coarse regions keep the user’s': [
    [
      'src/client/live/morph.ts',
      'for (const fits of [isEqual, isNamesake, isAlike]) {',
      'for (const fits of [isEqual].slice(1)) {',
    ],
  ],
  'components in coarse regions': [
    [
      'src/client/live/coarse-slot.ts',
      "const known = typeof first === 'number' ? this.#parts.slots[first] : shown",
      'const known = [first, shown].length > 2 ? shown : undefined',
    ],
  ],
  'hooks in coarse regions': [['src/client/live/morph.ts', 'mustBeThere(node)', '']],
  'the browser’s own in coarse regions': [
    ['src/client/live/morph.ts', "if (update === 'ignore') equal.add(node)", ''],
  ],
  'streams in coarse regions': [
    ['src/template/regions/check-markup.ts', 'if (!isOfPieces) continue', 'if (element) continue'],
  ],
  'bodies keep the user’s': [
    [
      'src/template/layout.ts',
      'if (!markup) return foreign(namespace)',
      'return foreign(namespace)',
    ],
  ],
  'coarse regions are told': [
    ['src/server/report-coarse.ts', 'cause } of regions) {', 'cause } of regions.slice(0, 0)) {'],
  ],
  'no tag is added': [
    [
      'src/template/emit/writer.ts',
      'this.#text += html',
      "this.#text += html.replace('<table>', '<table><tbody>')",
    ],
  ],

  // ── misses ─────────────────────────────────────────────────────────────────────────────────────────────────
  'what is not there': [
    [
      'src/client/live/slot.ts',
      'if (!node.isConnected && !parked.has(node.getRootNode())) throw new Miss(node.nodeName)',
      '',
    ],
  ],
  'a missing frame': [
    [
      'src/client/session.ts',
      'const isMissing = number > this.#seen + 1',
      'const isMissing = false',
    ],
  ],
  'another element at start': [
    [
      'src/client/live/resolve.ts',
      'if (element.localName !== item.tag) throw new Miss(item.tag)',
      '',
    ],
  ],

  // ── what the user does ─────────────────────────────────────────────────────────────────────────────────────
  'typing goes on': [
    [
      'src/client/fields.ts',
      'const isChanged = ownership?.isEdited || ownership?.carrier',
      'const isChanged = ownership?.carrier',
    ],
  ],
  'edits outlast renders': [
    [
      'src/client/fields.ts',
      'const isChanged = ownership?.isEdited || ownership?.carrier',
      'const isChanged = ownership?.carrier',
    ],
  ],
  'answers restore fields': [
    ['src/client/fields.ts', 'for (const each of togetherWith(field)) this.#show(each)', ''],
  ],

  // ── what others put into the page ──────────────────────────────────────────────────────────────────────────
  'nodes of others': [
    [
      'src/client/live/text-slots.ts',
      'for (const node of shown) if (node.parentNode === parent) detach(node)',
      'parent.replaceChildren()',
    ],
    [
      'src/client/live/list-slot.ts',
      '    this.#clear()\n    if (this.layout.empty < 0) return',
      '    this.#parent().replaceChildren(this.start)\n    if (this.layout.empty < 0) return',
    ],
  ],
  'attributes of others': [
    [
      'src/client/live/attribute-slot.ts',
      'else if (element.getAttribute(name) !== value) element.setAttribute(name, value)',
      'else { for (const each of [...element.attributes]) element.removeAttribute(each.name); element.setAttribute(name, value) }',
    ],
  ],
  'texts that others replace': [
    ['src/client/live/slot.ts', '(standIn as Element).replaceWith(text)', 'void text'],
  ],
  'dj-update ignore': [
    [
      'src/template/regions/element-directives.ts',
      'browsersAttributes(updateMode(element) ?? undefined, ignored)',
      'browsersAttributes(undefined, ignored)',
    ],
  ],

  // ── bodies that tags work on ───────────────────────────────────────────────────────────────────────────────
  'cached content': [
    ['src/template/tags/cache.ts', 'if (kept !== undefined) return markSafe(kept)', ''],
  ],
  'keys of caches': [
    ['src/template/tags/cache.ts', 'const place = [locale, timeZone,', 'const place = ['],
  ],
  'reader’s own in caches': [
    ['src/template/own-names.ts', "new Set(['csrf_token', 'dj_view_id', 'request'])", 'new Set()'],
  ],
  'filtered content': [
    [
      'src/client/live/text-slots.ts',
      'for (const node of shown) if (node.parentNode === parent) detach(node)',
      'parent.replaceChildren()',
    ],
  ],

  // ── what is sent ───────────────────────────────────────────────────────────────────────────────────────────
  'texts are texts': [
    [
      'src/render/helpers.ts',
      'return [readLines(output.html)]\n  return contentText(output, env)',
      'return [readLines(output.html)]\n  return toHtml(output, env)',
    ],
  ],
  'booleans for presence': [
    [
      'src/template/emit/attribute-code.ts',
      "'(z === undefined ? false : z)'",
      `'(z === undefined ? "" : z)'`,
    ],
  ],
  'markup for safe strings': [
    [
      'src/render/helpers.ts',
      'if (output instanceof SafeString && isMarkup(output.html)) return',
      'if (output instanceof SafeString) return',
    ],
  ],
  'values are formatted': [
    [
      'src/render/helpers.ts',
      'return output instanceof SafeString ? readText(output.html) : readLines(toText(output, env))',
      'return output instanceof SafeString ? readText(output.html) : String(output)',
    ],
  ],
  'layouts are files': [
    ['src/server/made-files.ts', 'public, max-age=31536000, immutable', 'no-cache'],
  ],
  'one policy': [['src/client/policy.ts', '(policy ??= trustedTypes', '(policy = trustedTypes']],
} satisfies Partial<Record<Rule, readonly Stub[]>>

export const ruleStubs = stubTable(table)
