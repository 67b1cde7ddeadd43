import { ConfigError } from '../shared/errors.ts'

/**
 * Loads a package that only those install who need it.
 *
 * @param what needs it, as it is written
 */
export async function importPackage<T>(
  load: () => Promise<T>,
  what: string,
  name: string,
): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new ConfigError(
      'store_package_missing',
      `${what} needs a package that is not installed. Run: npm install ${name}`,
      { cause: error },
    )
  }
}
