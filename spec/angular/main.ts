// Packs the package, builds the applications of Angular that use it, and tries them in a browser. `--out FILE` writes the counts as JSON.
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { Checks } from '../install/checks.js';
import { pack } from '../install/pack.js';
import { buildProject, installProject, ng } from './browser/angular-project.js';
import { checkApp } from './browser/app-checks.js';

const [flag, out] = process.argv.slice(2);
if (flag !== undefined && (flag !== '--out' || out === undefined)) throw new Error('usage: npm run test:angular -- [--out FILE]');

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium, or name one in CHROMIUM.`);

const app = fileURLToPath(new URL('app', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'framewise-angular-'));
const checks = new Checks();
try {
  const packed = pack(work);
  installProject(app, packed);
  checks.check('the application builds without a warning', () => { buildProject(app); });
  checks.check('ng test', () => { ng(app, 'test'); });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  await checkApp(checks, join(app, 'dist/browser'), browser);
  await browser.close();
} finally {
  await rm(work, { recursive: true, force: true });
}
const counts = checks.counts();
if (out !== undefined) writeFileSync(out, JSON.stringify(counts));
console.log(`${String(counts.passed)} checks in Angular passed, ${String(counts.failed)} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
