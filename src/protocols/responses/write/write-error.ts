import type { WireError, WireEvent } from '../../../protocol.js';
import { EventSequence } from './event-sequence.js';
import { writeResponse } from './write-response.js';

/** A late failure as OpenAI sends it: the nested `error` event, though it is documented flat, then `response.failed` (vercel/ai#6534). */
export function writeError({ type, message, code, param }: WireError): readonly WireEvent[] {
  const events = new EventSequence();
  events.add('error', { error: { type, code: code ?? null, message, param: param ?? null } });
  events.add('response.failed', { response: writeResponse({ status: 'failed', error: { code: code ?? type, message } }) });
  return events.take();
}
