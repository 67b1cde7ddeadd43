/** What a page with `require-trusted-types-for 'script'` asks for before a text becomes markup or a script's address. */
interface Policy {
  createHTML(html: string): string
  createScriptURL(url: string): string
}

const passing: Policy = { createHTML: (safe) => safe, createScriptURL: (own) => own }

let policy: Policy | undefined

/** The runtime's one policy, for markup that the author declared safe and for files of its own. */
export function trusted(): Policy {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy }
  }
  return (policy ??= trustedTypes?.createPolicy('djust', passing) ?? passing)
}
