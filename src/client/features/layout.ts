import { features } from '../features.ts'
import { changeLayout } from '../pages/change-layout.ts'

features.layout = { run: (command) => void changeLayout(command) }
