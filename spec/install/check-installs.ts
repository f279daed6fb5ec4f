import { cpSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Checks, run, writeFiles } from './checks.js';
import { npm, type Packed } from './pack.js';

/** The oldest Node that `engines` names, and the newest of each line after it. */
const nodes = ['20.19.0', '22', '24'];

const sample = fileURLToPath(new URL('sample', import.meta.url));

/**
 * Installs the package with each package manager on each Node, without a warning, and runs it there as a module and as CommonJS.
 *
 * @returns the newest Node.
 */
export function checkInstalls(checks: Checks, { tarball }: Packed, work: string): string {
  const tools = join(work, 'tools');
  writeFiles(tools, { 'package.json': { private: true } });
  run(npm[0], [...npm.slice(1), 'install', '--silent', 'pnpm@10.34.8', 'yarn@1.22.22'], tools);
  const npmCli = npm[1] ?? run('npm', ['root', '-g'], work).trim() + '/npm/bin/npm-cli.js';
  const managers: Readonly<Record<string, readonly string[]>> = {
    npm: [npmCli, 'install', '--engine-strict', '--no-audit', '--no-fund'],
    pnpm: [join(tools, 'node_modules/pnpm/bin/pnpm.cjs'), 'install', '--engine-strict', '--store-dir', join(work, 'pnpm-store')],
    'yarn 1': [join(tools, 'node_modules/yarn/bin/yarn.js'), 'install', '--non-interactive', '--cache-folder', join(work, 'yarn-cache')],
  };
  for (const version of nodes) {
    const node = installNode(version, work);
    for (const [manager, args] of Object.entries(managers)) {
      checks.check(`${manager} installs it on Node ${version} without a warning, and it runs`, () => {
        const folder = join(work, `${manager.replace(' ', '-')}-${version}`);
        installAndRun(folder, node, args, tarball);
      });
    }
  }
  return join(work, `node-${nodes.at(-1) ?? ''}`, 'node_modules/node/bin/node');
}

/** Node builds come as ordinary packages. */
function installNode(version: string, work: string): string {
  const folder = join(work, `node-${version}`);
  writeFiles(folder, { 'package.json': { private: true } });
  run(npm[0], [...npm.slice(1), 'install', '--silent', `node@npm:node-${process.platform}-${process.arch}@${version}`], folder);
  return join(folder, 'node_modules/node/bin');
}

function installAndRun(folder: string, node: string, install: readonly string[], tarball: string): void {
  const manifest = { name: 'app', version: '1.0.0', private: true, license: 'MIT', dependencies: { framewise: `file:${tarball}`, rxjs: '7.8.2' } };
  writeFiles(folder, { 'package.json': manifest });
  cpSync(sample, folder, { recursive: true });
  const env = { ...process.env, PATH: `${node}${delimiter}${process.env['PATH'] ?? ''}` };
  const binary = join(node, 'node');
  const warnings = run(binary, install, folder, env).split('\n').filter((line) => /^\W*(?:npm )?warn/i.test(line));
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  run(binary, ['main.mjs'], folder, env);
  run(binary, ['main.cjs'], folder, env);
  if (!run(join(folder, 'node_modules/.bin/framewise'), ['--version'], folder, env).includes('0.')) throw new Error('framewise --version tells no version');
}
