const setups = new WeakMap<object, Function>()

/** Notes the function that a function view was made of. */
export function noteSetup(View: object, setup: Function): void {
  setups.set(View, setup)
}

/** That function; undefined for any other class. */
export function setupOf(View: object): Function | undefined {
  return setups.get(View)
}
