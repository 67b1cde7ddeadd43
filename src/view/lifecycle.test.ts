import { expect, it } from 'vitest'
import { misspeltLifecycleName } from './lifecycle.ts'

it('finds the lifecycle method behind a misspelt name', () => {
  const meant = {
    moutn: 'mount',
    mounts: 'mount',
    Mount: 'mount',
    handleParam: 'handleParams',
    handelParams: 'handleParams',
    handle_params: 'handleParams',
    handleParamss2: 'handleParams',
    getContextDate: 'getContextData',
    get_context_data: 'getContextData',
    handleTik: 'handleTick',
    conected: 'connected',
  }
  const found = Object.keys(meant).map((name) => [name, misspeltLifecycleName(name)])
  expect(Object.fromEntries(found)).toEqual(meant)
})

it('leaves ordinary words alone', () => {
  const words = ['count', 'amount', 'mouse', 'connect', 'disconnect', 'collected', 'handleItems']
  words.push('handleClick', 'handleInput', 'handleInit', 'handle', 'm', '')
  expect(words.filter((word) => misspeltLifecycleName(word))).toEqual([])
})
