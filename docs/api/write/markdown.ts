import { posix } from 'node:path';
import { declarationCode } from './declaration-code.js';
import { docComment, type DocComment } from './doc-comment.js';
import type { Exported } from './entry-points.js';

/** The section of one name on its page. */
export function section(exported: Exported, linked: (text: string) => string): string {
  const [first] = exported.declared;
  const { prose, tags } = first === undefined ? { prose: '', tags: [] } : docComment(first);
  const told = [linked(withImages(prose, exported)), `\`\`\`ts\n${declarationCode(exported.declared)}\n\`\`\``, ...tagsOf(tags, linked)];
  return [`## ${exported.name}`, ...told].filter((part) => part !== '').join('\n\n');
}

/** The first sentence of what is said about a name. */
export function firstSentence({ declared: [first] }: Exported): string {
  const prose = first === undefined ? '' : docComment(first).prose.replace(/\s+/g, ' ');
  return /^.*?[.?](?= |$)/.exec(prose)?.[0] ?? prose;
}

function tagsOf(tags: DocComment['tags'], linked: (text: string) => string): readonly string[] {
  return tags.map(({ name, text }) => {
    if (name === 'example') return text.startsWith('```') ? text : `\`\`\`ts\n${text}\n\`\`\``;
    if (name === 'param') return linked(text.replace(/^(\w+)\s*/, '- `$1`: '));
    return linked(`${name.charAt(0).toUpperCase()}${name.slice(1)}: ${text}`);
  });
}

/** Pictures are named from the source file; the page stands elsewhere. */
function withImages(prose: string, { path }: Exported): string {
  return prose.replace(/(!\[[^\]]*\]\()([^)]+)(\))/g, (_, before: string, image: string, after: string) =>
    `${before}${posix.relative('docs/api', posix.join(posix.dirname(path), image))}${after}`,
  );
}
