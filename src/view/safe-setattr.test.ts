import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { createView } from './create-view.ts'
import { LiveView } from './live-view.ts'
import { safeSetattr } from './safe-setattr.ts'

class ProfileView extends LiveView {
  static template = '<p></p>'
  name = 'Ada'
  tags: string[] = []
  _token = 'secret'
  helper = () => 1
  #age = 36

  get age() {
    return this.#age
  }
  set age(value: number) {
    this.#age = value
  }
  get isOld() {
    return this.#age > 99
  }
  save() {}
}

const view = () => createView(ProfileView, fakeViewHost())

it('writes declared public fields, and through setters', () => {
  const profile = view()
  expect(safeSetattr(profile, 'name', 'Grace')).toBe(true)
  expect(safeSetattr(profile, 'age', 40)).toBe(true)
  expect([profile.name, profile.age]).toEqual(['Grace', 40])
})

it('writes what is allowed, where that is listed', () => {
  const profile = view()
  expect(safeSetattr(profile, 'tags', ['a'], { allow: ['name'] })).toBe(false)
  expect(safeSetattr(profile, 'name', 'Grace', { allow: ['name'] })).toBe(true)
  expect(safeSetattr(profile, '_token', '', { allow: ['_token'] })).toBe(false)
})

it.each([
  '__proto__',
  'constructor',
  'prototype',
  '_token',
  '__defineGetter__',
  'toString',
  'hasOwnProperty',
  'mount',
  'request',
  'user',
  'session',
  'liveRedirect',
  'save',
  'helper',
  'isOld',
  'undeclared',
  '',
  5,
  null,
  ['name'],
])('does not write %j', (name) => {
  const profile = view()
  expect(safeSetattr(profile, name, { polluted: true })).toBe(false)
  expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
})

it('never changes a prototype, whatever the name', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype))),
      (name) => {
        const target = { own: 1 }
        expect(safeSetattr(target, name, 2)).toBe(name === 'own')
        expect(Object.getPrototypeOf(target)).toBe(Object.prototype)
      },
    ),
  )
})
