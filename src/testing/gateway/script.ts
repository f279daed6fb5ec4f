import type { Reply, ScriptEntry } from '../reply.js';
import { checkReply } from '../reply/check-reply.js';
import type { SeenRequest } from '../seen-request.js';

/** What a gateway without a script says. */
const GREETING: Reply = { text: 'Hello from the mock gateway.' };

/** The replies that a gateway has been given, and how many of them it has used. */
export class Script {
  readonly #entries: ScriptEntry[] = [];
  #used = 0;
  #greets = true;

  /** @throws TypeError that names the first bad entry; none of them is then appended. */
  append(entries: readonly ScriptEntry[]): void {
    for (const [index, entry] of entries.entries()) {
      if (typeof entry !== 'function') checkReply(entry, nameOf(this.#entries.length + index));
    }
    this.#greets = false;
    this.#entries.push(...entries);
  }

  /** @throws Error if there is no reply left for this request, which is the gateway's `requestNumber`th, or if its function fails. */
  async next(request: SeenRequest, requestNumber: number): Promise<Reply> {
    if (this.#greets) return GREETING;
    const index = this.#used;
    const entry = this.#entries[index];
    if (entry === undefined) throw new Error(`the mock gateway's script has no reply for request ${String(requestNumber)}`);
    this.#used += 1;
    if (typeof entry !== 'function') return entry;
    const reply: unknown = await entry(request);
    checkReply(reply, `${nameOf(index)}()`);
    return reply;
  }
}

function nameOf(index: number): string {
  return `script[${String(index)}]`;
}
