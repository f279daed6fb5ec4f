import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { run } from '../../install/checks.js';
import { npm, type Packed } from '../../install/pack.js';

/** Installs what a project of Angular names in its lock file, and the packed package beside it. */
export function installProject(folder: string, { tarball }: Packed): void {
  const [node, ...args] = npm;
  if (!existsSync(join(folder, 'node_modules/@angular/cli'))) run(node, [...args, 'ci', '--silent', '--no-audit', '--no-fund'], folder);
  run(node, [...args, 'install', '--no-save', '--silent', '--no-audit', '--no-fund', tarball], folder);
}

/**
 * Runs the command line of Angular on the Node that the project brings, since it needs a newer one than the repository.
 *
 * @returns all that it printed.
 */
export function ng(folder: string, ...args: readonly string[]): string {
  const own = join(folder, 'node_modules/node/bin/node');
  const node = existsSync(own) ? own : process.execPath;
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`, NG_CLI_ANALYTICS: 'false', CI: 'true' };
  return run(node, ['node_modules/@angular/cli/bin/ng.js', ...args], folder, env);
}

/** Builds a project. @throws Error for a warning. */
export function buildProject(folder: string): void {
  const said = ng(folder, 'build');
  if (/warn/i.test(said)) throw new Error(said);
}
