import { aroundPatch } from '../around-patch.ts'
import { features } from '../features.ts'
import { page } from '../page.ts'
import { Uploads } from '../uploads.ts'

const uploads = new Uploads(page.session)
uploads.start(page.signal)
aroundPatch.push(() => () => uploads.preview())
features.uploads = uploads
