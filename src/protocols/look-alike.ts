import type { PayloadObject } from '../payload-object.js';

/** How the payloads of each protocol begin to say what they are. A reader that does not know one asks here; no protocol knows another. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^chat\.completion/, 'chat-completions'],
  [/^response\./, 'responses'],
  [/^(?:message|content_block)_/, 'messages'],
];

/** The name of the protocol that this payload looks like. */
export function looksLike({ type, object }: PayloadObject): string | undefined {
  const word = typeof type === 'string' ? type : typeof object === 'string' ? object : '';
  return SIGNS.find(([sign]) => sign.test(word))?.[1];
}
