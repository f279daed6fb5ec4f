import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Runs checks one after the other, says how each went, and counts them. */
export class Checks {
  #passed = 0;
  #failed = 0;

  /** Runs one check, which throws if it fails. */
  check(name: string, run: () => void): void {
    const startMs = performance.now();
    let complaint: string | undefined;
    try {
      run();
      this.#passed += 1;
    } catch (error) {
      complaint = error instanceof Error ? error.message : String(error);
      this.#failed += 1;
    }
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
    console.log(`${complaint === undefined ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${complaint === undefined ? '' : `\n${complaint}`}`);
  }

  counts(): { readonly passed: number; readonly failed: number } {
    return { passed: this.#passed, failed: this.#failed };
  }
}

/**
 * Runs a command to its end.
 *
 * @returns all that it printed, in one text.
 * @throws Error with the last of that, if it fails.
 */
export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  // What npm tells its scripts about this repository is not meant for the projects.
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_(config|package|lifecycle)|^NODE_OPTIONS$|^INIT_CWD$/i.test(name)));
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: own, encoding: 'utf8', maxBuffer: 1 << 26 });
  const said = `${stdout}${stderr}`;
  if (error !== undefined || status !== 0) throw new Error(`${error?.message ?? ''}${command} ${args.join(' ')} ended with ${String(status)}:\n${said.slice(-4_000)}`);
  return said;
}

/** Writes files, each by its path below a folder; what is no text is written as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}
