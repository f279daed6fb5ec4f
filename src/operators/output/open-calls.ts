import { beginsAnew } from '../../answer/begins-anew.js';
import type { Delta, ToolCallDelta } from '../../answer/delta.js';
import { growText } from '../../answer/grow-text.js';
import { noFrame } from '../../check-options.js';
import type { Frame, RestartFrame } from '../../frame.js';
import { JsonScan } from '../../json/json-scan.js';
import { parseJson } from '../../json/json-text.js';
import { isBare } from '../../json/parse-output.js';

type Finish = Extract<Delta, { type: 'finish' }>;

/** A call that gets no more fragments, and the finish of its choice where that is what ended it. */
export interface EndedCall {
  readonly call: OpenCall;
  readonly finish: Finish | undefined;
}

/** The calls of one choice, by index: those that are not whole yet, and which have been passed on. */
interface ChoiceCalls {
  readonly open: Map<number, OpenCall>;
  readonly told: Set<number>;
}

/** The tool calls of one answer, by choice and index, until they end. */
export class OpenCalls {
  readonly #choices = new Map<number, ChoiceCalls>();
  readonly #finishes = new Map<number, Finish>();

  /** @returns the calls that this frame ends, each of them once. */
  add(frame: Frame<unknown> | RestartFrame): readonly EndedCall[] {
    switch (frame.kind) {
      case 'restart':
        this.#choices.clear();
        this.#finishes.clear();
        return [];
      case 'unknown':
        return [];
      case 'error':
        throw frame.error; // plain JavaScript forgot failOnErrorFrame()
      case 'data':
        return frame.deltas.flatMap((delta) => this.#addDelta(delta));
      case 'terminal': {
        const ended = frame.deltas.flatMap((delta) => this.#addDelta(delta));
        return [...ended, ...[...this.#choices.keys()].flatMap((choice) => this.#end(choice))];
      }
      default:
        throw noFrame();
    }
  }

  #addDelta(delta: Delta): readonly EndedCall[] {
    if (delta.type === 'finish') {
      this.#finishes.set(delta.choice, delta);
      return this.#end(delta.choice);
    }
    if (delta.type !== 'tool-call') return [];
    let calls = this.#choices.get(delta.choice);
    if (calls === undefined) this.#choices.set(delta.choice, (calls = { open: new Map(), told: new Set() }));
    const { open, told } = calls;
    if (told.has(delta.index)) return [];
    let call = open.get(delta.index);
    if (call === undefined) open.set(delta.index, (call = new OpenCall(delta)));
    if (!call.add(delta)) return [];
    open.delete(delta.index);
    told.add(delta.index);
    return [{ call, finish: undefined }];
  }

  #end(choice: number): readonly EndedCall[] {
    const calls = this.#choices.get(choice);
    if (calls === undefined) return [];
    const ended = [...calls.open.values()].map((call) => ({ call, finish: this.#finishes.get(choice) }));
    for (const index of calls.open.keys()) calls.told.add(index);
    calls.open.clear();
    return ended;
  }
}

/** A tool call whose fragments are arriving. */
class OpenCall {
  readonly index: number;
  readonly choice: number;
  id: string | undefined;
  name = '';
  raw = '';
  #scan = new JsonScan();

  constructor({ index, choice }: ToolCallDelta) {
    this.index = index;
    this.choice = choice;
  }

  /**
   * Adds a fragment.
   *
   * @returns whether the call is whole by it. JSON that begins with a bracket ends with that bracket, in every protocol and
   * however calls are interleaved. Of a call without arguments nobody can tell before its answer has finished.
   */
  add({ id, name, arguments: text }: ToolCallDelta): boolean {
    this.id ??= id || undefined;
    // A name that comes in pieces is told whole each time.
    this.name = name || this.name;
    if (beginsAnew(this.raw, text)) {
      this.raw = '';
      this.#scan = new JsonScan();
    }
    this.raw = growText(this.raw, text);
    const hadClosed = this.#scan.closed;
    const closes = this.#scan.add(text).closed && !hadClosed;
    return closes && this.name !== '' && this.id !== undefined && isWholeJson(this.raw);
  }
}

/** Asked once per call, so that a call costs no more than its length. */
function isWholeJson(text: string): boolean {
  const trimmed = text.trim();
  const value = /^[{[]/.test(trimmed) ? parseJson(trimmed) : undefined;
  return value !== undefined && !isBare(value);
}
