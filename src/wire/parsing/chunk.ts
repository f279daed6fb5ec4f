import { ApiError } from '../../errors/api-error.js';
import { tagOf } from '../../errors/printing/object-nature.js';

/** A chunk of a body as the parser takes it; undefined for what is neither bytes nor text. */
export function asChunk(value: unknown): Uint8Array | string | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  // Other views, and what comes from another realm.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return kindOf(value) === 'ArrayBuffer' ? new Uint8Array(value as ArrayBuffer) : undefined;
}

export function notBytes(chunk: unknown): ApiError {
  return new ApiError({
    type: 'unexpected_content',
    origin: 'protocol',
    message: `Chunks must be Uint8Array or string, got ${kindOf(chunk)}.`,
    raw: chunk,
  });
}

function kindOf(value: unknown): string {
  try {
    return tagOf(value);
  } catch {
    return typeof value; // a Proxy may throw
  }
}
