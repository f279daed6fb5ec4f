import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Checks } from './checks.js';
import type { Packed } from './pack.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MAX_FILES = 900;

/** What is in the package, and what its doc blocks and guides point to. */
export function checkPackage(checks: Checks, { files }: Packed): void {
  checks.check(`the package has ${String(files.length)} files, at most ${String(MAX_FILES)}`, () => {
    if (files.length > MAX_FILES) throw new Error(`${String(files.length)} files`);
  });

  checks.check('whatever the public declarations refer to is in the package', () => {
    const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { exports: Record<string, { readonly types?: string }> };
    const declarations = new Set(Object.values(exports).flatMap(({ types }) => (types === undefined ? [] : [posix.normalize(types)])));
    // What is added while it is read is read as well.
    for (const file of declarations) for (const to of importsIn(file)) declarations.add(to);
    const missing = [...declarations].filter((file) => !files.includes(file));
    if (declarations.size < 100 || missing.length > 0) throw new Error(`of ${String(declarations.size)} are missing: ${missing.join(', ')}`);
  });

  checks.check('whatever a doc block points to is in the package', () => {
    const types = files.filter((file) => file.endsWith('.d.ts'));
    const links = types.flatMap((file) => linksIn(file));
    if (links.length === 0) throw new Error('no doc block points anywhere: is the package built?');
    refuseMissing(links, files);
  });

  checks.check('every picture of a guide, and whatever a guide points to, is in the package', () => {
    const links = files.filter((file) => file.endsWith('.md')).flatMap((file) => linksIn(file));
    // The README is the front page of the repository too, and leads to what is only there.
    refuseMissing(links.filter(({ from, to }) => from !== 'README.md' || /\.(?:svg|png)$/.test(to)), files);
  });
}

/** The declarations that one imports from the package itself. */
function importsIn(file: string): string[] {
  const targets = [...readFileSync(root + file, 'utf8').matchAll(/(?:from |import\()\s*['"](\.[^'"]+)\.js['"]/g)].map(([, target = '']) => target);
  return targets.map((target) => posix.normalize(posix.join(posix.dirname(file), `${target}.d.ts`)));
}

interface Link {
  readonly from: string;
  readonly to: string;
}

/** The relative links of a file, as paths inside the package. */
function linksIn(file: string): Link[] {
  const targets = [...readFileSync(root + file, 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => target);
  const relative = targets.filter((target) => /\.(?:md|svg|png|ts)$/.test(target) && !/^[a-z]+:/.test(target));
  return relative.map((target) => ({ from: file, to: posix.normalize(posix.join(posix.dirname(file), target)) }));
}

function refuseMissing(links: readonly Link[], files: readonly string[]): void {
  const missing = links.filter(({ to }) => !files.includes(to)).map(({ from, to }) => `${from} -> ${to}`);
  if (missing.length > 0) throw new Error(missing.join('\n'));
}
