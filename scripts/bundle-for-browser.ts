import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const core = 'src/client/start.ts'
const features = 'src/client/features'
const lentNames = 'src/client/lent.ts'

/**
 * The scripts that browsers load: the file in `dist/`, and the module it is made from.
 *
 * @param root the folder of the repository, or of a copy of it
 */
export function browserBundles(root = '.'): [file: string, entry: string][] {
  const bundles: [string, string][] = [['client/djust.js', core]]
  for (const file of readdirSync(join(root, features)))
    bundles.push([`client/${file.replace('.ts', '.js')}`, `${features}/${file}`])
  const development = 'src/dev/development.client.ts'
  if (existsSync(join(root, development))) bundles.push(['dev/development.client.js', development])
  return bundles
}

/** Bundles a module and all it imports into one small classic script. */
export async function bundleForBrowser(entry: string, root = '.'): Promise<string> {
  const lent = lentByModule(root)
  const result = await build({
    absWorkingDir: resolve(root),
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    // The oldest browsers with private fields and static blocks, which would double in size below it.
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    plugins: dirname(entry) === features ? [fromCore(lent)] : [byNumber(lent)],
  })
  return result.outputFiles[0]?.text ?? ''
}

/**
 * Takes from the core what it lends to feature files. A module of which something is lent is not bundled into them, so
 * that what it remembers, and which class an object is of, is the same everywhere.
 */
function fromCore(lent: ReadonlyMap<string, string[]>): Plugin {
  const names = [...lent.values()].flat()
  return {
    name: 'from core',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path)
        return lent.has(file) ? { path: file, namespace: 'core' } : undefined
      })
      build.onLoad({ filter: /./, namespace: 'core' }, ({ path }) => ({
        contents: lent
          .get(path)!
          .map(
            (name) =>
              `export const ${name} = /* @__PURE__ */ (() => djust.core[${names.indexOf(name)}])()`,
          )
          .join('\n'),
      }))
    },
  }
}

/** Lends by number what the source lends by name: the names would be in every file. */
function byNumber(lent: ReadonlyMap<string, string[]>): Plugin {
  const names = [...lent.values()].flat()
  return {
    name: 'lent by number',
    setup(build) {
      build.onLoad({ filter: /\/client\/lent\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(
          /export const lent = \{[^}]*\}/,
          `export const lent = [${names.join()}]`,
        ),
        loader: 'ts',
      }))
    },
  }
}

/** What is lent, by the module that it is from. */
function lentByModule(root: string): Map<string, string[]> {
  const imports = readFileSync(join(root, lentNames), 'utf8').matchAll(
    /^import \{([^}]+)\} from '([^']+)'/gm,
  )
  return new Map(
    Array.from(imports, ([, names, file]) => [
      resolve(root, dirname(lentNames), file!),
      names!
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ]),
  )
}
