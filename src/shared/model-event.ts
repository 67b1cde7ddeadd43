/** What stands in place of a handler's name when a field with `dj-model` sets what it shows. */
export const modelEvent = 'dj-model'

/** Begins the names of fields that have none of their own, so that a browser without JavaScript sends them. */
export const modelFieldPrefix = 'dj-model:'
