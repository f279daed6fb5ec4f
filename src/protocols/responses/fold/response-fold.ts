import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import type { AccumulatedResponse } from '../accumulated-response.js';
import type { ResponseEventType } from '../events.js';
import { OutputFold } from './output-fold.js';
import { settledList } from './settled.js';

/** What each lifecycle event means where the response in it does not state its status. */
const statuses = {
  'response.created': 'in_progress',
  'response.queued': 'queued',
  'response.in_progress': 'in_progress',
  'response.completed': 'completed',
  'response.done': 'completed',
  'response.incomplete': 'incomplete',
  'response.cancelled': 'cancelled',
  'response.failed': 'failed',
} as const satisfies Partial<Record<ResponseEventType, string>>;

export type LifecycleType = keyof typeof statuses;

const unannounced: PayloadObject = Object.freeze({ object: 'response', status: 'in_progress' });

/** Folds one response: its own fields, its output, and the sound that no item of it holds. */
export class ResponseFold {
  output = new OutputFold([]);
  #head: PayloadObject | undefined;
  #audio: Draft | undefined;
  #latest: { readonly head: PayloadObject; readonly list: readonly unknown[]; readonly audio: unknown } | undefined;
  #snapshot: AccumulatedResponse | undefined;

  get audio(): Draft {
    return (this.#audio ??= new Draft({ data: '', transcript: '' }));
  }

  /**
   * A lifecycle event restates the response; `response.created` begins another. A complete response replaces what is known, but
   * an empty `output` keeps the streamed one (ChatGPT's Codex backend). Without an output it adds its fields to those known.
   */
  restate(type: LifecycleType, stated: PayloadObject): void {
    if (type === 'response.created') {
      this.#head = undefined;
      this.#audio = undefined;
      this.output = new OutputFold([]);
    }
    const { output } = stated;
    const response = Array.isArray(output) ? stated : { ...(this.#head ?? unannounced), ...stated };
    const status = stated.status ?? statuses[type];
    this.#head = response.status === status ? response : { ...response, status };
    if (!Array.isArray(output)) return;
    const list = settledList(output, this.output.list);
    if (list !== this.output.list) this.output = new OutputFold(list);
  }

  /** The response so far; the same object comes back until something has changed. */
  snapshot(): AccumulatedResponse | undefined {
    const { list } = this.output;
    const audio = this.#audio?.snapshot();
    if (this.#head === undefined && list.length === 0 && audio === undefined) return undefined;
    const head = this.#head ?? unannounced;
    const latest = this.#latest;
    if (latest?.head === head && latest.list === list && latest.audio === audio) return this.#snapshot;

    this.#latest = { head, list, audio };
    const text = outputText(list);
    const snapshot = {
      ...head,
      output: list,
      output_text: text === '' && typeof head.output_text === 'string' ? head.output_text : text,
    };
    this.#snapshot = (audio === undefined || 'audio' in head ? snapshot : { ...snapshot, audio }) as AccumulatedResponse;
    return this.#snapshot;
  }
}

/** Joined piece by piece: `join()` would flatten texts that are still in pieces, at every delta. */
function outputText(output: readonly unknown[]): string {
  let text = '';
  for (const item of output as readonly (PayloadObject | null)[]) {
    if (item?.type !== 'message' || !Array.isArray(item.content)) continue;
    for (const part of item.content as readonly (PayloadObject | null)[]) {
      if (part?.type === 'output_text' && typeof part.text === 'string') text += part.text;
    }
  }
  return text;
}
