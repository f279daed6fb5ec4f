import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { bundled } from '../../support/bundled.js';
import type { Order, Report } from './orders.js';

/** Another process that runs an instance of a backend. */
export class OtherProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (report: Report) => void>();
  #orders = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => {
      const report = message as Report;
      this.#waiting.get(report.number)?.(report);
      this.#waiting.delete(report.number);
    });
  }

  static async start(url: string, options: object = {}): Promise<OtherProcess> {
    const child = fork(bundled('spec/redis/support/instance.ts'), [url, JSON.stringify(options)], { execArgv: ['--expose-gc'] });
    const other = new OtherProcess(child);
    await new Promise((resolve) => other.#waiting.set(0, resolve));
    return other;
  }

  /** @returns what came of it. Rejects with the type of the error. */
  async tell(order: Order): Promise<unknown> {
    const number = ++this.#orders;
    const report = await new Promise<Report>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#child.send({ number, order });
    });
    if (report.error !== undefined) throw new Error(report.error);
    return report.result;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await gone;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}
