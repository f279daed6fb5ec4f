import type { Protocol } from '../../index.js';
import type { Reply } from '../reply.js';
import { planReply, type ReplyPlan } from '../reply/plan-reply.js';
import type { SeenRequest } from '../seen-request.js';
import type { Exchange } from './exchange.js';
import { KeptAnswer } from './kept-answer.js';

/** What of a request says that it continues an answer. */
export type Asking = Pick<SeenRequest, 'method' | 'path'> & { readonly headers: Readonly<Record<string, unknown>> };

/** The answers that a gateway keeps: those written in the background by their id, those with event ids by their path. */
export class KeptAnswers {
  readonly #byId = new Map<string, KeptAnswer>();
  readonly #byPath = new Map<string, KeptAnswer>();
  #count = 0;

  /** Begins an answer, and keeps it where it is one to be continued; undefined where it is not. */
  begin(reply: Reply, { path, body, protocol }: SeenRequest, exchange: Exchange): ReplyPlan | undefined {
    const { status = 200, stream, json, eventIds } = reply;
    const isBackground = protocol?.background?.isAskedFor((body ?? {})) === true;
    if (protocol === undefined || !(isBackground || eventIds === true) || status < 200 || status > 299 || stream === false || json !== undefined) return undefined;
    this.#count += 1;
    const isNamed = this.#count === 1 || reply.deltas?.some(({ type }) => type === 'start') === true;
    const answer = new KeptAnswer(reply, protocol, isNamed ? undefined : `mock-answer-${String(this.#count)}`);
    if (isBackground && answer.id !== undefined) this.#byId.set(answer.id, answer);
    if (eventIds === true) this.#byPath.set(pathname(path), answer);
    return answer.begin(exchange);
  }

  /** What a request does with a kept answer; undefined where it asks for none. */
  find(asking: Asking): { readonly protocol: Protocol; readonly answer: (exchange: Exchange) => ReplyPlan } | undefined {
    const { method, path, headers } = asking;
    const lastEventId = headers['last-event-id'];
    const onPath = lastEventId === undefined ? undefined : this.#byPath.get(pathname(path));
    if (onPath) return { protocol: onPath.protocol, answer: (exchange) => behindEvent(onPath, Number(lastEventId), exchange) };
    for (const [id, answer] of this.#byId) {
      const rules = answer.protocol.background;
      const isAt = (target: { readonly method?: string; readonly path: string } | undefined): boolean =>
        target !== undefined && method === (target.method ?? 'POST') && pathname(path).endsWith(target.path);
      if (isAt(rules?.cancellation(id))) return { protocol: answer.protocol, answer: () => answer.cancel() };
      if (isAt(rules?.continuation(id, 0))) return { protocol: answer.protocol, answer: (exchange) => behindNumber(answer, id, path, exchange) };
    }
    return undefined;
  }
}

function behindEvent(answer: KeptAnswer, id: number, exchange: Exchange): ReplyPlan {
  if (!Number.isInteger(id) || id < 0 || id > answer.length) {
    return planReply({ status: 400, error: { type: 'invalid_request_error', message: 'the Last-Event-ID is none of the answer that is kept for this path' } }, answer.protocol);
  }
  return id === answer.length ? planReply({ status: 204 }, answer.protocol) : answer.continue(id, exchange);
}

/** By the query: the rules say which one stands for which event. Less of it stands for the beginning, and nothing for the answer as one object. */
function behindNumber(answer: KeptAnswer, id: string, path: string, exchange: Exchange): ReplyPlan {
  const rules = answer.protocol.background;
  const asked = [...new URL(path, 'http://gateway').searchParams];
  const fits = (number: number | undefined): boolean => {
    const query: Readonly<Record<string, string>> = (number === undefined ? undefined : rules?.continuation(id, number).query) ?? {};
    return asked.every(([name, value]) => query[name] === value);
  };
  if (asked.length === 0) return answer.whole();
  if (fits(-1)) return answer.continue(0, exchange);
  const first = answer.behind((payload) => fits(rules?.numberOf(payload)));
  if (first !== undefined) return answer.continue(first, exchange);
  return planReply({ status: 400, error: { type: 'invalid_request_error', message: `the answer ${id} has no such place: ${path}` } }, answer.protocol);
}

function pathname(path: string): string {
  return path.split('?', 1)[0] ?? '';
}
