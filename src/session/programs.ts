import { compilePartProgram, compileProgram, type Program } from '../render/program.ts'
import { TextTemplates } from '../render/text-templates.ts'
import { type ReadName, Variants } from '../render/variants.ts'
import { ConfigError, TemplateError } from '../shared/errors.ts'
import { camelCase } from '../shared/letter-case.ts'
import { partClass } from '../shared/part-registry.ts'
import type { ColocatedHook } from '../template/colocated-hooks.ts'
import type { CompileOptions } from '../template/compile.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Source } from '../template/template-source.ts'
import { makeVocabulary } from '../template/vocabulary.ts'
import { templateOf } from '../view/template-of.ts'
import { checkComponentClass } from '../view/check-component.ts'
import type { ComponentClass } from '../view/component.ts'
import { fieldUsesOf } from '../view/field-uses.ts'
import { isFunctionView } from '../view/function-view.ts'
import { type HandlerClass, type HandlerTable, handlerTable } from '../view/handler-table.ts'
import type { ViewClass } from '../view/live-view.ts'
import { headOf } from '../view/page-head.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { checkModelNames } from '../view/models.ts'
import { timingsOf } from '../view/handler-timings.ts'
import type { HookNamespacing } from '../view/hook-namespacing.ts'
import { type SharedHandlers, sharedHandlers } from '../view/shared-handlers.ts'
import type { RouteTable } from '../view/route-table.ts'
import { templateStyledBy } from '../view/css-framework.ts'
import type { TemplateFiles } from './template-files.ts'

/** What an application says about all its templates. */
export interface TemplateOptions extends Omit<CompileOptions, 'load' | 'nameParent' | 'title'> {
  /** What hooks in them are called, where the class does not say (default: as they are written). */
  readonly hookNamespacing?: HookNamespacing
}

const plain: TemplateOptions = { vocabulary: makeVocabulary() }

/** The compiled templates of an application: its views' pages, and texts that only a render names. */
export class Programs {
  readonly #files: TemplateFiles
  readonly #routes: RouteTable
  readonly #options: Omit<CompileOptions, 'nameParent' | 'title'>
  readonly #hookNamespacing: HookNamespacing
  /** By the layouts that they are put into; null for what their templates say. */
  readonly #pages = new Map<object, Map<string | null, Variants<Program>>>()
  /** By their classes, or by the templates that they have for the framework of a view. */
  readonly #components = new Map<ComponentClass | string, Variants<Program>>()
  /** Templates that are named while a page is drawn. */
  readonly texts: TextTemplates
  readonly #byFingerprint = new Map<string, Program>()
  /** Hooks that are written in templates, by their names. */
  readonly #hooks = new Map<string, ColocatedHook>()
  readonly #takeFiles = new WeakSet<ViewClass>()
  #haveComponentsUploads = false
  /** The scripts that stand in its pages, and those of their components. */
  readonly scripts = new Set<string>()

  constructor(files: TemplateFiles, routes: RouteTable, options: TemplateOptions = plain) {
    this.#files = files
    this.#routes = routes
    const { hookNamespacing = 'lax', ...rest } = options
    this.#hookNamespacing = hookNamespacing
    this.#options = { ...rest, load: (...names) => files.load(...names) }
    this.texts = new TextTemplates(this.#options)
  }

  /**
   * The program of a view.
   *
   * @param read gives the names that `{% extends variable %}` asks for
   * @param handlers of a function view, which are known once it is mounted
   * @param layout the template that it is put into, where it is not the one that its own names
   * @throws {TemplateError} when the template cannot be compiled, or names a route or handler that is not there
   */
  of(
    View: ViewClass,
    read: ReadName,
    handlers = handlerTable(View),
    layout: string | null = null,
  ): Program {
    const key = isFunctionView(View) ? pageKey(View, handlers) : View
    let inLayouts = this.#pages.get(key)
    if (!inLayouts) this.#pages.set(key, (inLayouts = new Map()))
    const known = inLayouts.get(layout)
    const pages = known ?? new Variants<Program>()
    const program = pages.of(read, (nameParent) =>
      this.#compile(View, handlers, { nameParent, layout }),
    )
    // A name that no template has is not kept.
    if (!known) inLayouts.set(layout, pages)
    return program
  }

  #compile(
    View: ViewClass,
    handlers: HandlerTable,
    base: Pick<CompileOptions, 'nameParent' | 'layout'>,
  ): Program {
    const { fixed, temporary } = fieldUsesOf(View)
    const fields = { fixed, temporary: Object.keys(temporary) }
    const timings = timingsOf(handlers)
    const shared = sharedHandlers(handlers)
    const options = {
      ...this.#options,
      ...base,
      title: titleOf(View),
      fields,
      timings,
      shared,
      draft: draftOf(View),
      hookOwner: this.#hookOwner(View),
      head: headOf(View),
    }
    const program = compileProgram(this.#sourceOf(View), options)
    checkShown(program, View.name, shared)
    this.#checkNames(program)
    if (!isFunctionView(View)) {
      this.checkHandlers(program, View.name, handlers)
      checkModelNames(program.compiled.models, View)
    }
    if (program.compiled.uploads.length > 0) this.#takeFiles.add(View)
    this.#note(program)
    return program
  }

  /** Whether files may come with a form of a view: it has uploads, or components that have. */
  takesFiles(View: ViewClass): boolean {
    return this.#takeFiles.has(View) || this.#haveComponentsUploads
  }

  /**
   * The program of a class of components. It is compiled when the first of them is drawn: nothing says before that which
   * classes there are.
   *
   * @param View in whose page it stands
   * @throws {ConfigError} when the class has a mistake
   * @throws {TemplateError} when its template cannot be compiled, or names a route that is not there
   */
  ofComponent(Class: ComponentClass, read: ReadName, View?: ViewClass): Program {
    const styled = this.#styled(Class, View)
    const components = this.#components.get(styled ?? Class) ?? new Variants<Program>()
    this.#components.set(styled ?? Class, components)
    return components.of(read, (nameParent) => {
      checkComponentClass(Class)
      const handlers = handlerTable(Class)
      const shared = sharedHandlers(handlers)
      const options = {
        ...this.#options,
        nameParent,
        timings: timingsOf(handlers),
        shared,
        hookOwner: this.#hookOwner(Class),
      }
      const own = this.#sourceOf(Class)
      const isStyled = styled !== null && this.#files.isBuiltIn(own)
      const program = compilePartProgram(isStyled ? this.#files.load(styled) : own, options)
      checkShown(program, Class.name, shared)
      this.#checkNames(program)
      checkModelNames(program.compiled.models, Class)
      checkSeen(program, Class.name, handlers)
      this.#haveComponentsUploads ||= program.compiled.uploads.length > 0
      this.#note(program)
      return program
    })
  }

  /** The template that a field has in the page of a view which says a framework of its own; null where it does not. */
  #styled(Class: ComponentClass, View: ViewClass | undefined): string | null {
    const { cssFramework } = (View ?? {}) as ViewStatics
    const { templateName = '' } = Class as ViewStatics
    if (cssFramework === undefined || !this.#files.hasBuiltIn(templateName)) return null
    return templateStyledBy(cssFramework, templateName)
  }

  /** Whose name stands before those of the hooks in a class's template. */
  #hookOwner(Class: HandlerClass): string | null {
    const namespacing = (Class as ViewStatics).hookNamespacing ?? this.#hookNamespacing
    return namespacing === 'strict' ? Class.name : null
  }

  #note(program: Program): void {
    this.#byFingerprint.set(program.fingerprint, program)
    for (const text of program.compiled.scripts) this.scripts.add(text)
  }

  /** The program whose layout has a fingerprint. */
  byFingerprint(fingerprint: string): Program | undefined {
    return this.#byFingerprint.get(fingerprint)
  }

  #sourceOf(Class: HandlerClass): Source {
    const template = templateOf(Class)
    if (template.kind === 'file') return this.#files.load(template.name)
    return { name: `${Class.name} template`, file: `${Class.name} (template)`, text: template.text }
  }

  /**
   * Makes sure that every handler the page names can be called.
   *
   * @throws {TemplateError} with the place in the template and the nearest right name
   */
  checkHandlers(program: Program, viewName: string, handlers: HandlerTable): void {
    for (const { name, directive, at } of program.compiled.handlers) {
      if (handlers.has(name)) continue
      const known = [...handlers.keys()]
      const twin = camelCase(name)
      const hint = handlers.has(twin)
        ? ` Names are the same on both sides: write ${directive}="${twin}".`
        : didYouMean(name, known) || ` Its handlers: ${known.join(', ') || 'none'}.`
      const message = `${directive}="${name}": ${viewName} has no handler of that name.${hint}`
      throw new TemplateError('unknown_handler', message, at)
    }
    checkSeen(program, viewName, handlers)
  }

  /** The script of a hook that is written in a template. @param feature its file's name, which comes from a browser */
  hookScript(feature: string): string | undefined {
    return [...this.#hooks.values()].find((hook) => hook.feature === feature)?.script
  }

  /** @throws {TemplateError} when two templates write different hooks of one name */
  #addHooks(hooks: readonly ColocatedHook[]): void {
    for (const hook of hooks) {
      const known = this.#hooks.get(hook.name) ?? hook
      if (known.script !== hook.script) {
        throw new TemplateError(
          'hook_twice',
          `{% colocated_hook "${hook.name}" %} stands in ${known.file} and, with other code, in ${hook.file}. Give one of them another name${hook.name === hook.written ? ", or write djust({ hookNamespacing: 'strict' })" : ''}.`,
        )
      }
      this.#hooks.set(hook.name, hook)
    }
  }

  #checkNames({ compiled }: Program): void {
    this.#addHooks(compiled.hooks)
    for (const { name, at } of compiled.components) partClass(name, at)
    for (const { name, positional, named, at } of compiled.routes) {
      const problem = this.#routes.explainMismatch(name, named.length > 0 ? named : positional)
      if (problem) throw new TemplateError('unknown_route', problem, at)
    }
  }
}

const pageKeys = new WeakMap<ViewClass, Map<string, object>>()

/** What the browser keeps would do nothing where no place shows it. */
function checkShown({ compiled }: Program, viewName: string, shared: SharedHandlers | null): void {
  const read = new Set(compiled.dependencies.flatMap(({ paths }) => paths))
  const idle = [...(shared?.kept ?? [])].find((key) => !read.has(key))
  if (idle === undefined) return
  throw new ConfigError(
    'client_state_not_shown',
    `${viewName} has the browser keep "${idle}" (@clientState), and its template does not read it. Show it, or remove it.`,
  )
}

/** A handler that asks whether the page shows what calls it is not called from where nobody knows. */
function checkSeen(program: Program, viewName: string, handlers: HandlerTable): void {
  const isAsking = ({ name }: { name: string }): boolean =>
    handlers.get(name)?.options.onlyWhenRendered === true
  if (!program.compiled.handlers.some(isAsking)) return
  const use = program.callers.unseen.find(isAsking)
  if (!use) return
  throw new TemplateError(
    'caller_not_seen',
    `${viewName}.${use.name} is onlyWhenRendered, and the server does not know when this ${use.directive}="${use.name}" is in the page: ` +
      'it stands in rows that the browser keeps, or in content that is sent as a whole. Move it out of there, or let the handler check by itself whether it may be called.',
    use.at,
  )
}

/** Names the pages of a function view whose handlers say the same to the browser: it stands in its markup and layout. */
function pageKey(View: ViewClass, handlers: HandlerTable): object {
  const timings = timingsOf(handlers)
  const shared = sharedHandlers(handlers)
  if (timings.size === 0 && shared === null) return View
  const keys = pageKeys.get(View) ?? new Map<string, object>()
  pageKeys.set(View, keys)
  const text = JSON.stringify([...timings, ...(shared?.handlers ?? [])])
  const key = keys.get(text) ?? {}
  keys.set(text, key)
  return key
}

/** What drafts of a view are called; null where it wants none. */
function draftOf(View: ViewClass): string | null {
  const { draftEnabled = false, draftKey = View.name } = View as ViewStatics
  return draftEnabled ? draftKey : null
}

/** "TodoListView" → "Todo List" */
function titleOf(View: ViewClass): string {
  return View.name.replace(/View$/, '').replace(/([a-z])([A-Z])/g, '$1 $2')
}
