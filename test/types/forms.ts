import { form, LiveView, upload, wizard, WizardMixin } from 'djust'
import { z } from 'zod'
import { type Equal, expectTrue } from './expect.ts'

const Guest = z.object({
  name: z.string(),
  age: z.string().transform(Number),
  address: z.object({ town: z.string() }),
})

export class GuestView extends LiveView {
  form = form(Guest, { values: { name: 'Ada' }, fields: { name: { label: 'Name' } } })
  photos = upload(this, { accept: ['image/*'], onComplete: ({ clientName }) => clientName })

  save() {
    // @ts-expect-error not valid yet: there may be no data
    this.form.data.name
    if (!this.form.isValid()) return
    expectTrue<
      Equal<typeof this.form.data, { name: string; age: number; address: { town: string } }>
    >()
    // @ts-expect-error the schema has no such field
    this.form.data.nam
    // @ts-expect-error the schema has no such field
    this.form.errors.nam
    this.form.errors.address?.town satisfies string | undefined
  }
}

// @ts-expect-error the schema has no such field
form(Guest, { values: { nam: 'Ada' } })
// @ts-expect-error fields hold texts before the schema has read them
form(Guest, { values: { age: 36 } })
// @ts-expect-error no such option of a field
form(Guest, { fields: { name: { lable: 'Name' } } })
// @ts-expect-error no such option of a form
form(Guest, { button: ['add'] })
// @ts-expect-error no schema
form({ name: 'text' })

export class UploadView extends LiveView {
  // @ts-expect-error a number of bytes
  big = upload(this, { maxFileSize: '8 MB' })
  // @ts-expect-error a list
  pictures = upload(this, { accept: 'image/*' })
  // @ts-expect-error no such option
  more = upload(this, { maxFiles: 3 })
}

export class OrderView extends WizardMixin(LiveView) {
  wizard = wizard(
    { guest: form(Guest), town: form(z.object({ town: z.string() })) },
    {
      onFinish({ guest, town }) {
        guest.age satisfies number
        // @ts-expect-error of another step
        town.age
      },
    },
  )
}

wizard(
  { guest: form(Guest) },
  {
    // @ts-expect-error no such step
    onFinish: ({ town }) => town,
  },
)
