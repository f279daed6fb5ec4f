import { entryPoints, type Exported } from './entry-points.js';
import { firstSentence, section } from './markdown.js';
import { pageOf } from './page-of.js';

/** Where a name is described: its page, and the anchor of its heading there. */
interface Place {
  readonly page: string;
  readonly anchor: string;
}

/** The reference, by file name. */
export function pages(): ReadonlyMap<string, string> {
  const exported = entryPoints();
  const byPage = new Map<string, Exported[]>();
  for (const name of exported) byPage.set(pageOf(name), [...(byPage.get(pageOf(name)) ?? []), name]);
  const places = new Map([...byPage].flatMap(([page, names]) => placesOn(page, names)));
  const linked = linker(places);
  const written = [...byPage].map(([page, names]): [string, string] => [`${page}.md`, pageText(page, names, linked)]);
  return new Map([['README.md', overview(byPage, places)], ...written]);
}

function pageText(page: string, names: readonly Exported[], linked: (page: string, text: string) => string): string {
  const [{ from } = { from: '' }] = names;
  const sections = inOrder(names).map((name) => section(name, (text) => linked(page, text)));
  return `${[`# ${title(page)}`, `What \`${from}\` exports; written by \`npm run docs:api\` from the source. [All pages](README.md).`, ...sections].join('\n\n')}\n`;
}

function overview(byPage: ReadonlyMap<string, readonly Exported[]>, places: ReadonlyMap<string, Place>): string {
  const tables = [...byPage].flatMap(([page, names]) => [
    `## ${title(page)}`,
    `From \`${names[0]?.from ?? ''}\`, on the page [${page}](${page}.md).`,
    ['| name | is |', '| --- | --- |', ...inOrder(names).map((name) => `| [\`${name.name}\`](${page}.md#${places.get(name.name)?.anchor ?? ''}) | ${firstSentence(name).replaceAll('|', '\\|')} |`)].join('\n'),
  ]);
  return `${['# Reference', 'Every exported name, in the words of its source. Written by `npm run docs:api`; a spec compares it with the source.', ...tables].join('\n\n')}\n`;
}

/** What one calls comes first, then the types. */
function inOrder(names: readonly Exported[]): readonly Exported[] {
  return [...names.filter(({ isType }) => !isType), ...names.filter(({ isType }) => isType)];
}

/** GitHub's anchors know no capitals: of two headings that then are the same, the second gets a number. */
function placesOn(page: string, names: readonly Exported[]): readonly (readonly [string, Place])[] {
  const words = inOrder(names).map(({ name }) => name.toLowerCase());
  return inOrder(names).map(({ name }, index) => {
    const same = words.slice(0, index).filter((word) => word === words[index]).length;
    return [name, { page, anchor: `${name.toLowerCase()}${same > 0 ? `-${String(same)}` : ''}` }] as const;
  });
}

function title(page: string): string {
  return page.charAt(0).toUpperCase() + page.slice(1);
}

/** Turns names in code marks into links, where a name can mean nothing else: it is called, or has a capital letter in it. */
function linker(places: ReadonlyMap<string, Place>): (page: string, text: string) => string {
  return (page, text) =>
    text.replace(/(?<!\[)`(\w+)(\(\))?`/g, (code, name: string, call: string | undefined) => {
      const place = places.get(name);
      if (place === undefined || (call === undefined && !/[A-Z]/.test(name))) return code;
      return `[${code}](${place.page === page ? '' : `${place.page}.md`}#${place.anchor})`;
    });
}
