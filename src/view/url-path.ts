/** An address that `url()` made. Any string may stand in its place. */
export type UrlPath = string & { readonly __url?: true }

/** Values of a query string. */
export type Query = Readonly<Record<string, string | number | boolean>>
