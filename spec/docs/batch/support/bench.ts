import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bundled } from '../../../support/bundled.js';

export interface Entry {
  readonly id: number;
  readonly text?: string;
  readonly error?: { readonly type: string };
}

/** One that runs, and what it comes to. */
export interface Running {
  readonly child: ChildProcess;
  readonly end: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** A folder with the files of a batch, and the processes that work on it. */
export class BatchBench implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'batch-'));
  readonly #children = new Set<ChildProcess>();

  at(name: string): string {
    return join(this.#folder, name);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  entries(name: string): Entry[] {
    return this.read(name).split('\n').slice(0, -1).map((line) => JSON.parse(line) as Entry);
  }

  writeInput(ids: readonly number[]): void {
    writeFileSync(this.at('in.jsonl'), ids.map((id) => `${JSON.stringify({ id, body: { model: 'm', messages: [{ role: 'user', content: String(id) }] } })}\n`).join(''));
  }

  /** Runs the batch on these files. */
  start(...flags: string[]): Running {
    return this.run('main', '--in', this.at('in.jsonl'), '--out', this.at('out.jsonl'), '--dead', this.at('dead.jsonl'), ...flags);
  }

  run(name: 'main' | 'worker', ...flags: string[]): Running {
    const child = spawn(process.execPath, [bundled(`docs/examples/batch/${name}.ts`), ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { said += String(text); });
    return { child, end: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    rmSync(this.#folder, { recursive: true });
  }
}
