import { features } from '../features.ts'
import { popped, runCommand, startNavigation } from '../navigation.ts'

startNavigation()
features.navigation = { popped, run: runCommand }
