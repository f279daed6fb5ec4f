import type { PayloadObject } from '../../protocol.js';

/** The block that a payload of an unknown kind begins, if it begins one. The reader has checked its `index` and that it is an object. */
export function startedBlock(payload: unknown): { readonly index: number; readonly block: PayloadObject } | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { type, index, content_block: block } = payload as { type?: unknown; index: number; content_block?: PayloadObject };
  return type === 'content_block_start' && block !== undefined ? { index, block } : undefined;
}
