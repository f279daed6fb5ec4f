import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Runs checks one after the other, says how each went, and counts them. */
export class Checks {
  #passed = 0;
  #failed = 0;

  /** Runs one check, which throws if it fails. */
  check(name: string, run: () => void): void {
    let failure: unknown;
    const startMs = performance.now();
    try {
      run();
    } catch (error) {
      failure = error;
    }
    this.#tell(name, performance.now() - startMs, failure);
  }

  /** The same for a check that takes its time. */
  async checkLater(name: string, run: () => Promise<void>): Promise<void> {
    let failure: unknown;
    const startMs = performance.now();
    await run().catch((error: unknown) => {
      failure = error ?? new Error('It failed without a word.');
    });
    this.#tell(name, performance.now() - startMs, failure);
  }

  counts(): { readonly passed: number; readonly failed: number } {
    return { passed: this.#passed, failed: this.#failed };
  }

  #tell(name: string, tookMs: number, failure: unknown): void {
    if (failure === undefined) this.#passed += 1;
    else this.#failed += 1;
    const complaint = failure === undefined ? '' : `\n${failure instanceof Error ? failure.message : JSON.stringify(failure)}`;
    console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${name} (${(tookMs / 1_000).toFixed(1)} s)${complaint}`);
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
