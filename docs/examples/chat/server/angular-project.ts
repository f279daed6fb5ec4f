import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The npm that runs this, or the one that is found. */
const [npm, ...npmArgs] = process.env['npm_execpath'] === undefined ? ['npm'] : [process.execPath, process.env['npm_execpath']];

/** Installs what a project of Angular names in its lock file, and the packed package beside it. */
export function installProject(folder: string, tarball: string): void {
  const quietly = ['--silent', '--no-audit', '--no-fund'];
  if (!existsSync(join(folder, 'node_modules/@angular/cli'))) run(folder, npm, ...npmArgs, 'ci', ...quietly);
  run(folder, npm, ...npmArgs, 'install', '--no-save', ...quietly, tarball);
}

/** Packs the package that lies in this folder. @returns the file. */
export function packInto(root: string, folder: string): string {
  const said = run(root, npm, ...npmArgs, 'pack', '--silent', '--pack-destination', folder);
  return join(folder, said.trim().split('\n').at(-1) ?? '');
}

/**
 * Runs the command line of Angular on the Node that the project brings, since it needs a newer one than the toolkit.
 *
 * @returns all that it printed.
 */
export function ng(folder: string, ...args: readonly string[]): string {
  return run(folder, nodeOf(folder), 'node_modules/@angular/cli/bin/ng.js', ...args);
}

/** The Node that a project brings, else the one that runs this. */
export function nodeOf(folder: string): string {
  const own = join(folder, 'node_modules/node/bin/node');
  return existsSync(own) ? own : process.execPath;
}

/** Builds a project. @throws Error for a warning. */
export function buildProject(folder: string, ...args: readonly string[]): void {
  const said = ng(folder, 'build', ...args);
  if (/warn/i.test(said)) throw new Error(said);
}

function run(cwd: string, command: string, ...args: readonly string[]): string {
  // What npm tells its scripts about one folder is not meant for another.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)|^NODE_OPTIONS$|^INIT_CWD$/i.test(name));
  const env = { ...Object.fromEntries(own), PATH: `${dirname(command)}${delimiter}${process.env['PATH'] ?? ''}`, CI: 'true', NG_CLI_ANALYTICS: 'false' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error !== undefined || status !== 0) throw new Error(`${error?.message ?? ''}${command} ${args.join(' ')} ended with ${String(status)}:\n${(stdout + stderr).slice(-4_000)}`);
  return stdout + stderr;
}
