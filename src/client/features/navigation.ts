import { features } from '../features.ts'
import { Navigation } from '../navigation.ts'
import { page } from '../page.ts'

const navigation = new Navigation(page.session, page.uri)
navigation.start(page.signal)
features.navigation = navigation
