import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './checks.js';

/** The package as it would be published. */
export interface Packed {
  readonly tarball: string;
  /** Its files, by their paths. */
  readonly files: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The npm that runs this, or the one that is found. */
export const npm: readonly [string, ...string[]] = process.env['npm_execpath'] === undefined ? ['npm'] : [process.execPath, process.env['npm_execpath']];

/** Builds the package and packs it into this folder. */
export function pack(folder: string): Packed {
  run(npm[0], [...npm.slice(1), 'run', '--silent', 'build'], root);
  const said = run(npm[0], [...npm.slice(1), 'pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', folder], root);
  const [report] = Object.values(JSON.parse(said) as Record<string, PackReport>);
  if (report === undefined) throw new Error(`npm pack said ${said}`);
  return { tarball: join(folder, report.filename), files: report.files.map(({ path }) => path) };
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
