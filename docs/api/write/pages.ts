import { entryPoints, type Exported } from './entry-points.js';
import { firstSentence, section } from './markdown.js';
import { pageOf } from './page-of.js';

/** The reference, by file name. */
export function pages(): ReadonlyMap<string, string> {
  const exported = entryPoints();
  const byPage = new Map<string, Exported[]>();
  for (const name of exported) byPage.set(pageOf(name), [...(byPage.get(pageOf(name)) ?? []), name]);
  const linked = linker(exported);
  const written = [...byPage].map(([page, names]): [string, string] => [`${page}.md`, pageText(page, names, linked)]);
  return new Map([['README.md', overview(byPage)], ...written]);
}

function pageText(page: string, names: readonly Exported[], linked: (page: string, text: string) => string): string {
  const [{ from } = { from: '' }] = names;
  const sections = inOrder(names).map((name) => section(name, (text) => linked(page, text)));
  return `${[`# ${title(page)}`, `What \`${from}\` exports; written by \`npm run docs:api\` from the source. [All pages](README.md).`, ...sections].join('\n\n')}\n`;
}

function overview(byPage: ReadonlyMap<string, readonly Exported[]>): string {
  const tables = [...byPage].flatMap(([page, names]) => [
    `## ${title(page)}`,
    `From \`${names[0]?.from ?? ''}\`, on the page [${page}](${page}.md).`,
    ['| name | is |', '| --- | --- |', ...inOrder(names).map((name) => `| ${linkTo(page, name)} | ${firstSentence(name).replaceAll('|', '\\|')} |`)].join('\n'),
  ]);
  return `${['# Reference', 'Every exported name, in the words of its source. Written by `npm run docs:api`; a spec compares it with the source.', ...tables].join('\n\n')}\n`;
}

/** What one calls comes first, then the types. */
function inOrder(names: readonly Exported[]): readonly Exported[] {
  return [...names.filter(({ isType }) => !isType), ...names.filter(({ isType }) => isType)];
}

function linkTo(page: string, { name }: Exported): string {
  return `[\`${name}\`](${page}.md#${name.toLowerCase()})`;
}

function title(page: string): string {
  return page.charAt(0).toUpperCase() + page.slice(1);
}

/** Turns names in code marks into links, where a name can mean nothing else: it is called, or has a capital letter in it. */
function linker(exported: readonly Exported[]): (page: string, text: string) => string {
  const places = new Map(exported.map((one) => [one.name, one]));
  return (page, text) =>
    text.replace(/(?<!\[)`(\w+)(\(\))?`/g, (code, name: string, call: string | undefined) => {
      const place = places.get(name);
      if (place === undefined || (call === undefined && !/[A-Z]/.test(name))) return code;
      const target = pageOf(place);
      return `[${code}](${target === page ? '' : `${target}.md`}#${name.toLowerCase()})`;
    });
}
