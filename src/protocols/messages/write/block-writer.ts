import type { WireEvent } from '../../writing.js';

interface OpenBlock {
  readonly key: string;
  readonly index: number;
  readonly type: unknown;
}

/** Writes content blocks, one after the other. Output of another kind, or of another tool call, closes the open block. */
export class BlockWriter {
  /** Calls by key: fragments of two calls may come in turns, and a call that was left goes on under its index. */
  readonly #calls = new Map<string, number>();
  #open: OpenBlock | undefined;
  readonly #imitate: boolean;
  #count = 0;

  /** @param imitate whether to make up a signature at the end of a thinking block, as every real server sends one. */
  constructor(imitate: boolean) {
    this.#imitate = imitate;
  }

  /** @param key output with the same key goes on in the block that is open. */
  write(key: string, block: { readonly type: string }, delta?: object): readonly WireEvent[] {
    const known = this.#open?.key === key ? this.#open.index : this.#calls.get(key);
    if (known !== undefined) return writeDelta(known, delta);
    const closing = this.close();
    const index = this.#count++;
    this.#open = { key, index, type: block.type };
    if (block.type === 'tool_use') this.#calls.set(key, index);
    const start = writeEvent('content_block_start', { index, content_block: block });
    return [...closing, start, ...writeDelta(index, delta)];
  }

  close(): readonly WireEvent[] {
    if (this.#open === undefined) return [];
    const { index, type } = this.#open;
    this.#open = undefined;
    const signature = this.#imitate && type === 'thinking' ? writeDelta(index, { type: 'signature_delta', signature: 'c2lnbmVk' }) : [];
    return [...signature, writeEvent('content_block_stop', { index })];
  }
}

function writeDelta(index: number, delta: object | undefined): readonly WireEvent[] {
  return delta === undefined ? [] : [writeEvent('content_block_delta', { index, delta })];
}

/** An event of the Messages protocol: its type stands on the `event:` line and in the data. */
export function writeEvent(type: string, fields: object = {}): WireEvent {
  return { event: type, data: JSON.stringify({ type, ...fields }) };
}
