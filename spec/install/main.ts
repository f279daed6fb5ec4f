// Packs the package, installs it as its users do, and tries it where it promises to work. `--out FILE` writes the results as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkInstalls } from './check-installs.js';
import { checkPackage } from './check-package.js';
import { checkProjects } from './check-projects.js';
import { Checks } from './checks.js';
import { pack } from './pack.js';

const [flag, out] = process.argv.slice(2);
if (flag !== undefined && (flag !== '--out' || out === undefined)) throw new Error('usage: npm run check:install -- [--out FILE]');

const work = await mkdtemp(join(tmpdir(), 'framewise-install-'));
const checks = new Checks();
try {
  const packed = pack(work);
  checkPackage(checks, packed);
  const newestNode = checkInstalls(checks, packed, work);
  checkProjects(checks, packed, work, readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8'), newestNode);
} finally {
  await rm(work, { recursive: true, force: true });
}
if (out !== undefined) writeFileSync(out, JSON.stringify(checks.counts()));
const { passed, failed } = checks.counts();
console.log(`${String(passed)} install checks passed, ${String(failed)} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
