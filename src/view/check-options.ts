import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { isCssFramework } from './css-framework.ts'
import { isEventSecurity } from './event-security.ts'
import { isPermission, isRate } from './handler-options.ts'
import { isHookNamespacing } from './hook-namespacing.ts'
import type { HandlerClass } from './handler-table.ts'
import { isPrivateName } from './own-names.ts'
import { rootOf } from './roots.ts'
import { laterOptions, type OptionType, optionTypes, templateOptions } from './view-options.ts'

/**
 * Refuses public statics that are no option of a view or component, in the class and in its parents.
 *
 * @throws {ConfigError}
 */
export function checkStatics(Class: HandlerClass): void {
  const root = rootOf(Class.prototype).constructor
  for (let at: object = Class; at !== root; at = Object.getPrototypeOf(at)) {
    const viewName = (at as HandlerClass).name
    for (const name of Object.getOwnPropertyNames(at)) {
      if (ownToEveryClass.has(name) || isPrivateName(name)) continue
      const value: unknown = (at as unknown as Record<string, unknown>)[name]
      checkOption(name, value, viewName, `static ${name}`)
    }
    checkOneTemplate(at, viewName)
  }
}

/** Refuses what `liveView()` does not take. */
export function checkFunctionViewOptions(options: object, viewName: string): void {
  for (const [name, value] of Object.entries(options)) {
    if (name === 'handlers' || name === 'abstract') {
      throw new ConfigError('unknown_option', `${viewName}: "${name}" is only for classes.`)
    }
    checkOption(name, value, viewName, name)
  }
  checkOneTemplate(options, viewName)
}

const ownToEveryClass: ReadonlySet<string> = new Set([
  'length',
  'name',
  'prototype',
  'asView',
  'asLiveView',
])

function checkOption(name: string, value: unknown, viewName: string, written: string): void {
  if (laterOptions.includes(name)) {
    throw new ConfigError(
      'option_does_not_act',
      `"${written}" of ${viewName} does not act yet in this version. Remove it.`,
    )
  }
  if (!Object.hasOwn(optionTypes, name)) {
    throw new ConfigError('unknown_option', unknownOption(name, viewName, written))
  }
  const wanted = optionTypes[name as keyof typeof optionTypes]
  const isEmptyName = name === 'templateName' && value === ''
  if (isOf(wanted, value) && !isEmptyName) return
  const found = isEmptyName ? 'empty' : value === null ? 'null' : `of type ${typeof value}`
  throw new ConfigError(
    'bad_option',
    `"${written}" of ${viewName} has to be ${inWords[wanted]}, and is ${found}.`,
  )
}

function unknownOption(name: string, viewName: string, written: string): string {
  const known = Object.keys(optionTypes)
  const ownConstant = written.startsWith('static ')
    ? ` A constant of your own is written static #${name} or static _${name}; ` +
      'TypeScript\'s "private" is gone at run time.'
    : ''
  return (
    `"${written}" of ${viewName} is no option of a view.` +
    `${didYouMean(name, [...known, ...laterOptions])} Known: ${known.join(', ')}.${ownConstant}`
  )
}

function checkOneTemplate(holder: object, viewName: string): void {
  const given = templateOptions.filter((name) => Object.hasOwn(holder, name))
  if (given.length <= 1) return
  throw new ConfigError(
    'two_templates',
    `${viewName} has both ${given.join(' and ')}. Keep one of them.`,
  )
}

function isOf(type: OptionType, value: unknown): boolean {
  switch (type) {
    case 'string?':
    case 'boolean?':
    case 'number?':
      return value === null || typeof value === type.slice(0, -1)
    case 'permissions?':
      return value === null || isPermission(value)
    case 'names?':
      return value === null || isNameList(value)
    case 'rate':
      return isRate(value)
    case 'security':
      return isEventSecurity(value)
    case 'hooks':
      return isHookNamespacing(value)
    case 'css':
      return isCssFramework(value)
    case 'bytes':
      return Number.isSafeInteger(value) && (value as number) >= 1_024
    case 'functions':
      return Array.isArray(value) && value.every((each) => typeof each === 'function')
    default:
      return typeof value === type && value !== null
  }
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

const inWords: Readonly<Record<OptionType, string>> = {
  string: 'text',
  'string?': 'text or null',
  object: 'an object or list',
  functions: 'a list of functions',
  'permissions?': "a permission such as 'app.change_item', a list of them, or null",
  'names?': 'a list of names, or null',
  rate: 'such as { rate: 10, burst: 5 }: events each second, and at once',
  security: "'strict', 'warn' or 'open'",
  hooks: "'lax' or 'strict'",
  css: "'bootstrap5', 'bootstrap4', 'tailwind' or null",
  bytes: 'a whole number of bytes, 1024 or more',
  boolean: 'true or false',
  'boolean?': 'true, false or null',
  number: 'a number',
  'number?': 'a number or null',
  function: 'a function',
}
