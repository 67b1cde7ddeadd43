import { checkCommand, commandNames } from '../shared/check-command.ts'
import { ConfigError } from '../shared/errors.ts'
import { JSChain } from '../shared/js.ts'
import type { JSCommand } from '../shared/js-commands.ts'
import { didYouMean } from '../shared/suggest.ts'
import { Literals } from './literals.ts'

/** Whether what an attribute says begins a chain of commands. */
export function isChain(text: string): boolean {
  return /^\s*JS\b/.test(text)
}

/**
 * Reads a chain of commands as JavaScript writes it: `JS.show('#menu').focus('#field')`.
 *
 * @throws {ConfigError} `bad_command`, where it is anything else
 */
export function readChain(text: string): JSChain {
  const read = new Literals(text.trim())
  const call = /\s*\.\s*(\w+)\s*\(([^()]*)\)/y
  const commands: JSCommand[] = []
  for (call.lastIndex = 'JS'.length; call.lastIndex < read.shape.length; ) {
    const [whole, name = '', inside = ''] = call.exec(read.shape) ?? []
    const args = whole === undefined ? undefined : read.value(`[${inside}]`)
    if (!Array.isArray(args)) {
      throw notRead(
        "Commands follow each other, with texts, numbers and objects of them: JS.show('#menu').focus('#field')",
      )
    }
    const command = commandNames.find((each) => each === name)
    if (!command) {
      const hint = didYouMean(name, commandNames) || ` There are ${commandNames.join(', ')}.`
      throw notRead(`JS has no command "${name}".${hint}`)
    }
    checkCommand(command, args)
    commands.push([command, ...args])
  }
  if (commands.length === 0) throw notRead("Write what to do: JS.show('#menu')")
  return new JSChain(commands)
}

function notRead(what: string): ConfigError {
  return new ConfigError('bad_command', /[.?]$/.test(what) ? what : `${what}.`)
}
