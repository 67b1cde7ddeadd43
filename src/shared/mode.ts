let development = false

/**
 * Switches this process to development, for good. Only the process that `djust dev` starts calls
 * this, before it imports the application; there is no setting or variable that does the same.
 */
export function enableDevelopment(): void {
  development = true
}

/** Whether this process runs under `djust dev`. Everything else is production. */
export function isDevelopment(): boolean {
  return development
}
