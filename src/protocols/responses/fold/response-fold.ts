import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import type { AccumulatedResponse } from '../accumulated-response.js';
import type { ResponseEventType } from '../events.js';
import { OutputFold } from './output-fold.js';
import { wholeOutput } from './whole-output.js';

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
  #latest: { readonly head: PayloadObject; readonly output: OutputFold; readonly version: number; readonly audio: unknown } | undefined;
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
    if (Array.isArray(output) && output.length > 0) this.output = new OutputFold(wholeOutput(output, this.output.items));
  }

  /** The response so far; the same object comes back until something has changed. */
  snapshot(): AccumulatedResponse | undefined {
    const { output } = this;
    const { version } = output;
    const audio = this.#audio?.snapshot();
    if (this.#head === undefined && output.list.length === 0 && audio === undefined) return undefined;
    const head = this.#head ?? unannounced;
    const latest = this.#latest;
    if (latest?.head === head && latest.output === output && latest.version === version && latest.audio === audio) return this.#snapshot;

    this.#latest = { head, output, version, audio };
    const snapshot = output.showIn(audio === undefined || 'audio' in head ? head : { ...head, audio });
    return (this.#snapshot = snapshot as AccumulatedResponse);
  }
}

/** What the events of one type add to the response that is being put together. */
export type FoldStep = (event: PayloadObject, response: ResponseFold) => void;
