import { aroundPatch, beforeWrite } from '../around-patch.ts'
import { keepOn, note } from '../commanded.ts'
import { commandsFor, runCommands } from '../commands.ts'
import { features } from '../features.ts'
import { page } from '../page.ts'

beforeWrite.push(note)
aroundPatch.push(() => keepOn)
features.commands = {
  for: commandsFor,
  run: ({ commands }) => runCommands(commands, document.querySelector('[dj-view]')!),
}

// An event may name commands in place of a handler. The core has no part in it: most pages have none.
const { session } = page
const sendNow = session.sendNow.bind(session)
session.sendNow = (event, ended) => {
  const { handler, trigger } = event
  if (handler.startsWith('[')) runCommands(JSON.parse(handler), trigger!, event, ended)
  else sendNow(event, ended)
}
