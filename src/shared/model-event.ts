/** What stands in place of a handler's name when a field with `dj-model` sets what it shows. */
export const modelEvent = 'dj-model'

/** The same where files are chosen. */
export const uploadEvent = 'dj-upload'

/** Begins the names that fields get which have none of their own, so that a browser without JavaScript sends them. */
export const ownFieldPrefix = 'dj-'
