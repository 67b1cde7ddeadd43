/** What a page with `require-trusted-types-for 'script'` asks for before a text becomes markup, a script or its address. */
interface Policy {
  createHTML(html: string): string
  createScript(text: string): string
  createScriptURL(url: string): string
}

const pass = (own: string): string => own
const passing: Policy = { createHTML: pass, createScript: pass, createScriptURL: pass }

let policy: Policy | undefined

/** The runtime's one policy: for markup that the author declared safe, for pages of the site and for files of its own. */
export function trusted(): Policy {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy }
  }
  return (policy ??= trustedTypes?.createPolicy('djust', passing) ?? passing)
}
