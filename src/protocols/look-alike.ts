import type { PayloadObject } from '../payload-object.js';
import { isNotice } from './notices.js';

/** How the payloads of each protocol begin to say what they are. A reader that does not know one asks here; no protocol knows another. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^chat\.completion/, 'chat-completions'],
  [/^response\./, 'responses'],
  [/^(?:message|content_block)_/, 'messages'],
];

/** The name of the protocol that this payload looks like. A heartbeat looks like none: vendors send theirs into streams of any. */
export function looksLike(payload: PayloadObject): string | undefined {
  const { type, object } = payload;
  const word = typeof type === 'string' ? type : typeof object === 'string' ? object : '';
  return isNotice(payload) ? undefined : SIGNS.find(([sign]) => sign.test(word))?.[1];
}
