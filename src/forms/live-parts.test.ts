import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TestSite } from '../../test/support/site.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { fieldTemplates } from './field-templates.ts'
import { form } from './form.ts'
import { formFields } from './form-fields.ts'

const Contact = z.object({
  email: z.email('No address.').meta({ title: 'Your email', description: 'We write back.' }),
  postalCode: z.string().max(5, 'Too long.'),
  guests: z.coerce.number().min(1).max(8),
  seats: z.coerce.number().int().min(1),
  kind: z.enum(['news', 'help']),
  about: z.string().max(500).optional(),
  isMember: z.boolean(),
  password: z.string(),
  rows: z.array(z.object({ name: z.string().min(1, 'Who?') })),
})

const values = { email: 'a@b', kind: 'help', isMember: true, password: 'secret', postalCode: '' }

async function drawn(template: string, options: object = {}): Promise<string> {
  class FormView extends LiveView {
    static override template = template
    form = form(Contact, { values, ...options } as never)
    other = 'no form'
  }
  const { html } = await new TestSite({ urls: [path('', FormView)] }).open()
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/g, '')
    .replace(/\s+/g, ' ')
}

describe('{% live_field %}', () => {
  it.each([
    [
      'email',
      '<label class="form-label" for="id_email">Your email</label> <input type="email" class="form-control" id="id_email" name="email" aria-describedby="id_email-help" required autocomplete="email" value="a@b">',
    ],
    ['email', '<div id="id_email-help" class="form-text">We write back.</div>'],
    ['email', '<div id="id_email-error" class="invalid-feedback" hidden></div>'],
    ['postalCode', '>Postal code</label> <input type="text"'],
    ['postalCode', 'maxlength="5"'],
    ['guests', 'type="number"'],
    ['guests', 'min="1" max="8"'],
    ['seats', 'min="1" value'],
    ['kind', '<option value="news" >News</option><option value="help" selected>Help</option>'],
    ['about', '<textarea rows="4"'],
    [
      'isMember',
      '<input type="checkbox" class="form-check-input" id="id_isMember" name="isMember" checked>',
    ],
    ['password', 'type="password"'],
    ['rows.0.name', 'id="id_rows-0-name" name="rows.0.name"'],
  ])('draws %s by its schema', async (name, html) => {
    const all = await drawn(`<form>{% live_field form "${name}" %}</form>`)
    expect(all.replace(/ +(?=>)/g, '').replace(/ +/g, ' ')).toContain(html.replace(' >', '>'))
    expect(all).not.toContain('secret')
  })

  it('draws what the template and the form say instead', async () => {
    const fields = { email: { label: 'Mail', placeholder: 'you@…' }, rows: {} }
    const tag = '<form>{% live_field form "email" type="text" help="<b>" %}</form>'
    const html = await drawn(tag, { fields, idPrefix: 'second-' })
    expect(html).toContain('<label class="form-label" for="second-email">Mail</label>')
    expect(html).toContain('<input type="text"')
    expect(html).toContain('placeholder="you@…"')
    expect(html).toContain('&lt;b&gt;</div>')
  })

  it.each([
    ['{% live_field form "emial" %}', 'Did you mean "email"?'],
    ['{% live_field form "email" lable="x" %}', 'Did you mean "label"?'],
    ['{% live_field other "email" %}', 'live_field takes a form'],
    ['{{ other|as_live_field:"email" }}', 'as_live_field takes a form'],
    ['{% live_field form missing %}', 'takes the name of a field'],
    ['{% live_errors other %}', 'live_errors takes a form'],
  ])('%s is refused', async (template, message) => {
    await expect(drawn(template)).rejects.toThrow(message)
  })

  it('is what the filter gives, and a whole form draws one for each of its fields', async () => {
    expect(await drawn('<form>{{ form|as_live_field:"email" }}</form>')).toContain('id="id_email"')
    const all = await drawn('<form>{{ form.as_live }}</form>')
    expect([...all.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'email',
      'postalCode',
      'guests',
      'seats',
      'kind',
      'about',
      'isMember',
      'password',
    ])
  })
})

describe('what is wrong', () => {
  class LiveForm extends LiveView {
    static override template =
      '<form dj-submit="save">{% live_errors form %}{% live_field form "name" %}</form>'
    static handlers = { save: { params: formFields } }
    form = form(z.object({ name: z.string().min(2, 'Longer.') }))
    save(fields: Record<string, string>) {
      this.form.fill(fields)
      if (this.form.isValid()) this.form.addError(null, 'We are closed.')
    }
  }

  it('comes into the field, and nothing else is sent', async () => {
    const page = await new TestSite({ urls: [path('', LiveForm as never)] }).join()
    const { patch } = await page.call('save', { name: 'A' })
    const text = JSON.stringify(patch)
    expect(text).toContain('Longer.')
    expect(text).toContain('form-control is-invalid')
    expect(text).toContain('id_name-error')
    expect(text).not.toContain('label')
    const { patch: next } = await page.call('save', { name: 'Ada' })
    expect(JSON.stringify(next)).toContain('We are closed.')
  })
})

describe('rows of a list', () => {
  it('are drawn with fields of their own, and go without the others changing', async () => {
    const party = form(Contact, { values: { rows: [{ name: 'Ada' }, { name: 'Bob' }] } })
    party.addRow('rows', { name: 'Cy' })
    expect(party.values.rows?.map(({ name }) => name)).toEqual(['Ada', 'Bob', 'Cy'])
    party.removeRow('rows', 0)
    expect(party.values.rows?.map(({ name }) => name)).toEqual(['Bob', 'Cy'])
    const template =
      '<form>{% inputs_for form "rows" as row %}{% live_field row "name" %}{% endinputs_for %}</form>'
    const html = await drawn(template, { values: { rows: [{ name: 'Ada' }, { name: 'Bob' }] } })
    expect(html).toContain('name="rows.0.name"')
    expect(html).toContain('name="rows.1.name"')
    expect(html).toContain('value="Bob"')
  })
})

describe('a view that says a framework of its own', () => {
  it('has fields of its classes, beside views that do not', async () => {
    class Plain extends LiveView {
      static template = '<form>{% live_field form "name" %}</form>'
      form = form(z.object({ name: z.string() }))
    }
    class Styled extends Plain {
      static cssFramework = 'tailwind' as const
    }
    class Bare extends Plain {
      static cssFramework = null
    }
    const site = new TestSite({
      urls: [path('', Plain), path('styled/', Styled), path('bare/', Bare)],
    })
    const classIn = async (address: string) =>
      /<input[^>]*? class="([^"]*)"/.exec((await site.open(address)).html)?.[1]
    expect(await classIn('/')).toBe('form-control')
    expect(await classIn('/styled/')).toContain('rounded-md')
    expect(await classIn('/bare/')).toBeUndefined()
    expect(await classIn('/')).toBe('form-control')
  })
})

it.each(['bootstrap5', 'bootstrap4', 'tailwind', null] as const)(
  'has templates for %s',
  (framework) => {
    const [field = ''] = fieldTemplates(framework).values()
    if (framework === null) expect(field).not.toContain('class=')
    else expect(field).toContain('class=')
  },
)
