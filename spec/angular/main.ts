// Packs the package, builds the applications of Angular that use it, and tries them in a browser. `--out FILE` writes the counts as JSON.
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { buildProject, installProject, ng } from '../../docs/examples/chat/server/angular-project.js';
import { Checks } from '../install/checks.js';
import { pack } from '../install/pack.js';
import { checkApp, checkZoneApp } from './browser/app-checks.js';
import { checkChat } from './browser/chat-checks.js';
import { checkSsr } from './browser/ssr-checks.js';

const [flag, out] = process.argv.slice(2);
if (flag !== undefined && (flag !== '--out' || out === undefined)) throw new Error('usage: npm run test:angular -- [--out FILE]');

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium, or name one in CHROMIUM.`);

const app = fileURLToPath(new URL('app', import.meta.url));
const ssr = fileURLToPath(new URL('ssr', import.meta.url));
const chat = fileURLToPath(new URL('../../docs/examples/chat', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'framewise-angular-'));
const checks = new Checks();
try {
  const packed = pack(work);
  installProject(app, packed.tarball);
  checks.check('the application builds without a warning', () => { buildProject(app); });
  checks.check('it builds with zone.js without a warning', () => { buildProject(app, '--configuration', 'zone'); });
  checks.check('ng test', () => { ng(app, 'test'); });
  installProject(ssr, packed.tarball);
  checks.check('the application for a server builds without a warning', () => { buildProject(ssr); });
  installProject(chat, packed.tarball);
  checks.check('the chat builds without a warning', () => { buildProject(chat); });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  await checkApp(checks, join(app, 'dist/browser'), browser);
  await checkZoneApp(checks, join(app, 'dist/zone/browser'), browser);
  await checkSsr(checks, ssr, browser);
  await checkChat(checks, chat, browser);
  await browser.close();
} finally {
  await rm(work, { recursive: true, force: true });
}
const counts = checks.counts();
if (out !== undefined) writeFileSync(out, JSON.stringify(counts));
console.log(`${String(counts.passed)} checks in Angular passed, ${String(counts.failed)} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
