import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { form } from './form.ts'

const Contact = z.object({
  email: z.email('That is no address.'),
  message: z.string('Say something.').min(10, 'Say a little more.'),
  copy: z.boolean().optional(),
})

const Party = z.object({
  address: z.object({ street: z.string().min(1, 'Where?') }),
  guests: z.array(z.object({ name: z.string().min(1, 'Who?') })).min(2, 'Two at least.'),
})

describe('a form', () => {
  it('shows nothing and complains of nothing before it was used', () => {
    const contact = form(Contact)
    expect({ ...contact.values }).toEqual({})
    expect({ ...contact.errors }).toEqual({})
    expect(contact.data).toBeNull()
  })

  it('shows what it begins with', () => {
    const contact = form(Contact, { values: { email: 'ada@example.org', copy: true } })
    expect({ ...contact.values }).toEqual({ email: 'ada@example.org', copy: true })
  })

  it('says what is wrong with what was submitted, and keeps it', () => {
    const contact = form(Contact)
    contact.fill({ email: 'ada', message: 'Hi' })
    expect(contact.isValid()).toBe(false)
    expect({ ...contact.errors }).toEqual({
      email: 'That is no address.',
      message: 'Say a little more.',
    })
    expect(contact.values.message).toBe('Hi')
    expect(contact.data).toBeNull()
  })

  it('gives what the schema makes of it', () => {
    const age = form(z.object({ age: z.string().transform(Number) }))
    age.fill({ age: '42' })
    if (!age.isValid()) throw new Error('It is valid.')
    const years: number = age.data.age
    expect(years).toBe(42)
    expect({ ...age.errors }).toEqual({})
  })

  it('complains of a field once it was used, and of all at submit', () => {
    const contact = form(Contact)
    void contact.validateField('email', 'ada')
    expect({ ...contact.errors }).toEqual({ email: 'That is no address.' })
    void contact.validateField('message', 'Hi')
    expect(Object.keys(contact.errors)).toEqual(['email', 'message'])
    void contact.validateField('email', 'ada@example.org')
    expect({ ...contact.errors }).toEqual({ message: 'Say a little more.' })
    expect({ ...contact.values }).toEqual({ email: 'ada@example.org', message: 'Hi' })
  })

  it('is not valid any more once a field has changed', () => {
    const contact = form(Contact)
    contact.fill({ email: 'ada@example.org', message: 'A long message' })
    expect(contact.isValid()).toBe(true)
    void contact.validateField('message', 'Hi')
    expect(contact.data).toBeNull()
  })

  it('takes errors that only its owner knows of, until it is checked again', () => {
    const contact = form(Contact)
    contact.fill({ email: 'ada@example.org', message: 'A long message' })
    expect(contact.isValid()).toBe(true)
    contact.addError('email', 'Somebody has that address.')
    contact.addError(null, 'We are closed.')
    expect(contact.errors.email).toBe('Somebody has that address.')
    expect(contact.nonFieldErrors).toEqual(['We are closed.'])
    expect(contact.data).toBeNull()
    expect(contact.isValid()).toBe(true)
  })

  it('begins again', () => {
    const contact = form(Contact, { values: { email: 'ada@example.org' } })
    contact.fill({ email: '', message: '' })
    contact.isValid()
    contact.reset()
    expect({ ...contact.values }).toEqual({ email: 'ada@example.org' })
    expect({ ...contact.errors }).toEqual({})
    contact.reset({ message: 'Hello again' })
    expect({ ...contact.values }).toEqual({ message: 'Hello again' })
  })

  it('waits for a schema that takes time; of several answers the last question counts', async () => {
    const free = form(
      z.object({
        name: z.string().refine(
          async (name) => {
            await new Promise((resolve) => setTimeout(resolve, name === 'slow' ? 30 : 1))
            return name === 'free'
          },
          { error: (issue) => `"${issue.input}" is taken.` },
        ),
      }),
    )
    free.fill({ name: 'slow' })
    expect(() => free.isValid()).toThrow('await form.validate()')
    const first = free.validateField('name', 'slow')
    const second = free.validateField('name', 'free')
    await Promise.all([first, second])
    expect({ ...free.errors }).toEqual({})
    expect(await free.validate()).toBe(true)
    expect(free.data).toEqual({ name: 'free' })
  })
})

describe('groups and lists', () => {
  it('are made of the names of fields, and errors have the same shape', () => {
    const party = form(Party)
    party.fill({ 'address.street': '', 'guests.0.name': 'Ada', 'guests.1.name': '' })
    expect(party.isValid()).toBe(false)
    expect(party.values.guests?.[0]?.name).toBe('Ada')
    expect(party.errors.address?.street).toBe('Where?')
    expect(party.errors.guests?.[1]?.name).toBe('Who?')
    expect(party.errors.guests?.[0]).toBeUndefined()
  })

  it('have an error of their own where nothing in them is wrong, and the form has it otherwise', () => {
    const party = form(Party)
    party.fill({ 'address.street': 'Main', 'guests.0.name': 'Ada' })
    expect(party.isValid()).toBe(false)
    expect(party.errors.guests).toBe('Two at least.')
    expect(party.nonFieldErrors).toEqual([])
    party.addError('guests.0.name', 'Ada is ill.')
    expect(party.errors.guests?.[0]?.name).toBe('Ada is ill.')
    expect(party.nonFieldErrors).toEqual(['Two at least.'])
  })

  it('of two forms, or of a form and its beginning, are not shared', () => {
    const values = { guests: [{ name: 'Ada' }] }
    const [one, other] = [form(Party, { values }), form(Party, { values })]
    void one.validateField('guests.0.name', 'Bob')
    expect(other.values.guests?.[0]?.name).toBe('Ada')
    one.reset()
    expect(one.values.guests?.[0]?.name).toBe('Ada')
  })
})

describe('names that came from a browser', () => {
  it.each([
    'emial',
    '__proto__',
    'constructor',
    '',
    '.',
    'email.',
    'email..x',
    `${'email.'.repeat(9)}x`,
  ])('refuses %j', (name) => {
    const contact = form(Contact)
    expect(() => contact.validateField(name, 'x')).toThrow(
      expect.objectContaining({ code: 'unknown_form_field' }),
    )
    expect(() => contact.fill(Object.fromEntries([[name, 'x']]))).toThrow(
      expect.objectContaining({ code: 'unknown_form_field' }),
    )
  })

  it('suggests the name that was probably meant', () => {
    expect(() => form(Contact).fill({ emial: 'x' })).toThrow('Did you mean "email"?')
  })

  it('takes the name of a button that is listed', () => {
    const contact = form(Contact, { buttons: ['draft'] })
    contact.fill({ email: 'a@b.org', message: 'A long message', draft: '' })
    expect(contact.isValid()).toBe(true)
    expect(contact.data).toEqual({ email: 'a@b.org', message: 'A long message' })
  })

  it.each([
    'guests.1000000.name',
    'guests.9999.name',
    'guests.-1.name',
    'guests.01.name',
    'guests.x.name',
  ])('makes no list of millions, and no list of words: %j', (name) => {
    const party = form(Party)
    party.fill({ 'guests.0.name': 'Ada' })
    const began = performance.now()
    try {
      for (let i = 0; i < 50; i++) party.fill({ 'guests.0.name': 'Ada', [name]: 'x' })
    } catch (error) {
      expect(error).toMatchObject({ code: 'unknown_form_field' })
    }
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
