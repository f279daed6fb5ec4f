import type { Declared } from './find-declaration.js';

/** A documentation comment in two parts. */
export interface DocComment {
  readonly prose: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

/** The text of the comment directly above a declaration, without its stars. */
export function docComment(declared: Declared): DocComment {
  const above = declared.getFullText().slice(0, declared.getStart() - declared.getFullStart());
  const start = above.lastIndexOf('/**');
  if (start === -1) return { prose: '', tags: [] };
  const lines = above.slice(start + 3, above.indexOf('*/', start)).split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const [prose = '', ...tagged] = lines.join('\n').split(/^@(?=(?:example|param|returns|throws|see|deprecated)\b)/m);
  const tags = tagged.map((tag) => {
    const name = /^\w+/.exec(tag)?.[0] ?? '';
    return { name, text: tag.slice(name.length).trim() };
  });
  return { prose: prose.trim(), tags };
}
