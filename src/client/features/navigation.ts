import { features } from '../features.ts'
import { popped, runCommand, startNavigation } from '../navigation.ts'
import { readyPage } from '../pages/show-page.ts'

startNavigation()
features.navigation = { popped, ready: readyPage, run: runCommand }
