import type { Protocol } from '../../index.js';
import type { Reply, ReplyMaker, ScriptEntry } from '../reply.js';
import { checkReply } from '../reply/check-reply.js';
import { checkPlace } from '../reply/plan-reply.js';
import type { SeenRequest } from '../seen-request.js';

/** What a gateway without a script says. */
const GREETING: Reply = { text: 'Hello from the mock gateway.' };

/** The replies that a gateway has been given, how many of them it has used, and what it does when they are used up. */
export class Script {
  readonly #protocols: readonly Protocol[];
  readonly #entries: ScriptEntry[] = [];
  readonly #maker: ReplyMaker | undefined;
  #used = 0;
  #greets: boolean;

  /**
   * @param protocols those of the gateway: a reply that none of them can say is refused.
   * @throws TypeError that names the first bad entry.
   */
  constructor(script: readonly ScriptEntry[] | ReplyMaker | undefined, protocols: readonly Protocol[]) {
    this.#protocols = protocols;
    this.#greets = script === undefined;
    this.#maker = typeof script === 'function' ? script : undefined;
    if (typeof script === 'object') this.append(script);
  }

  /** @throws TypeError that names the first bad entry; none of them is then appended. */
  append(entries: readonly ScriptEntry[]): void {
    for (const [index, entry] of entries.entries()) {
      if (typeof entry === 'function') continue;
      const name = nameOf(this.#entries.length + index);
      checkReply(entry, name);
      checkPlace(entry, this.#protocols, name);
    }
    this.#greets = false;
    this.#entries.push(...entries);
  }

  /** @throws Error if there is no reply left for this request, which is the gateway's `requestNumber`th, or if its function fails. */
  async next(request: SeenRequest, requestNumber: number): Promise<Reply> {
    if (this.#greets) return GREETING;
    const index = this.#used;
    const entry = this.#entries[index];
    if (entry === undefined) return this.#madeBy(this.#maker, request, requestNumber);
    this.#used += 1;
    return typeof entry === 'function' ? made(entry, request, `${nameOf(index)}()`) : entry;
  }

  #madeBy(maker: ReplyMaker | undefined, request: SeenRequest, requestNumber: number): Promise<Reply> {
    if (maker === undefined) throw new Error(`the mock gateway's script has no reply for request ${String(requestNumber)}`);
    return made(maker, request, 'script()');
  }
}

async function made(maker: ReplyMaker, request: SeenRequest, name: string): Promise<Reply> {
  const reply: unknown = await maker(request);
  checkReply(reply, name);
  return reply;
}

function nameOf(index: number): string {
  return `script[${String(index)}]`;
}
