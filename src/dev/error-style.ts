/** The look of the pages that show an error in development, in light and dark. */
export const errorStyle = `:root {
  color-scheme: light dark;
  --page: #f6f5f2;
  --card: #ffffff;
  --text: #22211f;
  --soft: #6b6862;
  --line: #e3e0da;
  --code: #faf9f7;
  --red: #b3261e;
  --red-soft: #fdecea;
  --green: #1a6b45;
  --green-soft: #e8f5ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #161514;
    --card: #1f1e1c;
    --text: #eceae6;
    --soft: #a09c94;
    --line: #35332f;
    --code: #191817;
    --red: #ff8a80;
    --red-soft: #3a1d1a;
    --green: #7fd4a6;
    --green-soft: #16301f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  padding: clamp(1rem, 4vw, 3rem) 1rem;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; }
section {
  margin-bottom: 1rem;
  padding: clamp(1.1rem, 3vw, 2rem);
  background: var(--card);
  border: 1px solid var(--line);
  border-top: 4px solid var(--red);
  border-radius: 10px;
}
section section { margin: 1.5rem 0 0; border-top-width: 1px; }
h1, h2 {
  margin: 0;
  font-size: clamp(1.15rem, 2.6vw, 1.5rem);
  font-weight: 600;
  line-height: 1.4;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
h2 { font-size: 1.1rem; }
.kind { margin: 0 0 0.75rem; color: var(--soft); font-size: 0.9rem; }
.status {
  margin-right: 0.4rem;
  padding: 0.15rem 0.5rem;
  border-radius: 5px;
  background: var(--red-soft);
  color: var(--red);
  font-weight: 600;
}
code, pre, figcaption { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.kind code, footer code {
  padding: 0.1rem 0.35rem;
  border: 1px solid var(--line);
  border-radius: 5px;
  background: var(--code);
  font-size: 0.85em;
}
.hint {
  margin: 1rem 0 0;
  padding: 0.7rem 1rem;
  border-left: 3px solid var(--green);
  border-radius: 0 6px 6px 0;
  background: var(--green-soft);
  color: var(--green);
}
figure { margin: 1.25rem 0 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
figcaption {
  padding: 0.5rem 1rem;
  border-bottom: 1px solid var(--line);
  color: var(--soft);
  font-size: 0.85rem;
  overflow-wrap: anywhere;
}
pre {
  margin: 0;
  padding: 0.9rem 1rem;
  overflow-x: auto;
  background: var(--code);
  font-size: 0.85rem;
  line-height: 1.6;
  tab-size: 4;
}
mark { background: none; color: var(--red); font-weight: 600; }
details { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.9rem; }
details pre { margin-top: 0.6rem; border: 1px solid var(--line); border-radius: 8px; }
footer { color: var(--soft); font-size: 0.85rem; }
`
