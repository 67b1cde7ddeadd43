import { runCommands } from '../commands.ts'
import { features } from '../features.ts'
import { line, startHooks, tell } from '../hooks.ts'

startHooks()
features.hooks = {
  line,
  do: runCommands,
  run(command) {
    if (command.kind === 'push') tell(command)
    else runCommands(command.commands, document.querySelector('[dj-view]')!)
  },
}
