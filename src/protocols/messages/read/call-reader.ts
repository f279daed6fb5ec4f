import { type Delta, noDeltas } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { idIn } from '../../wire-text.js';

interface Call {
  readonly index: number;
  readonly id: string | undefined;
  /** The input that the block began with, until a fragment of JSON replaces it. */
  held: string;
}

/**
 * The tool calls of one answer, by the number of their block, counted 0, 1, 2. A call's input comes in fragments. Some gateways, and
 * programmatic calls, give it whole at the start of the block. Only the end of the block tells which of the two it is.
 */
export class CallReader {
  /** By block: its call, or `undefined` for a block of another type, whose input is nobody's to answer. */
  readonly #calls = new Map<number, Call | undefined>();
  #count = 0;

  /**
   * A block begins. It ends a call before it under the same number, because some gateways never end a block. One that begins with the id
   * of that call is that call, told again.
   */
  beginBlock(block: number, id?: string): readonly Delta[] {
    if (id !== undefined && this.#calls.get(block)?.id === id) return noDeltas;
    const before = this.end(block);
    this.#calls.set(block, undefined);
    return before;
  }

  /** The block that has just begun is a call. */
  begin(block: number, wireId: unknown, name: string, input: unknown): readonly Delta[] {
    if (this.#calls.get(block) !== undefined) return noDeltas;
    const { index, id } = this.#open(block, inputText(input), idIn(wireId));
    return [{ type: 'tool-call', index, ...(id !== undefined && { id }), name, arguments: '', choice: 0 }];
  }

  /** A fragment. Where its block never began it makes a call without a name, so that it is not lost without a word. */
  add(block: number, json: string): readonly Delta[] {
    if (json === '') return noDeltas;
    const call = this.#calls.has(block) ? this.#calls.get(block) : this.#open(block, '');
    if (call === undefined) return noDeltas;
    call.held = '';
    return [{ type: 'tool-call', index: call.index, arguments: json, choice: 0 }];
  }

  end(block: number): readonly Delta[] {
    return this.add(block, this.#calls.get(block)?.held ?? '');
  }

  /** For servers that leave `content_block_stop` out. */
  endAll(): readonly Delta[] {
    return [...this.#calls.keys()].flatMap((block) => this.end(block));
  }

  #open(block: number, held: string, id?: string): Call {
    const call = { index: this.#count++, id, held };
    this.#calls.set(block, call);
    return call;
  }
}

/** The input at a block's start: an object, or from some gateways the JSON text of one. */
function inputText(input: unknown): string {
  if (typeof input === 'string' && input.trim() !== '') return input;
  return (typeof input === 'object' && input !== null && jsonText(input)) || '{}';
}
