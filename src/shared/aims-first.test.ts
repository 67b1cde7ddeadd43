import { expect, it } from 'vitest'
import { aimsFirst } from './aims-first.ts'
import { checkCommand, commandNames } from './check-command.ts'

it.each(commandNames)(
  'JS.%s is aimed by its first argument where it takes a target there',
  (name) => {
    const check = () => checkCommand(name, [{ inner: '.entry' }])
    if (aimsFirst.test(name)) expect(check).not.toThrow()
    else expect(check).toThrow(expect.objectContaining({ code: 'bad_command' }))
  },
)
