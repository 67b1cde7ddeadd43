export {
  type AnyHook,
  defineHook,
  type Djust,
  type HookContext,
  type HookMethods,
} from './client/define-hook.ts'
export type { JSCommands, JSTarget, JSTo, JSTransition } from './shared/js-commands.ts'
export type { ClientEvents, Register } from './shared/register.ts'
