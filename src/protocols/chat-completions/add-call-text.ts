import type { PayloadObject } from '../../protocol.js';
import type { Draft } from '../draft.js';
import { jsonText } from '../json-text.js';

/** Adds a fragment of a call: its text is joined, be it one that a gateway has parsed already; anything else in it is whole. */
export function addCallText(draft: Draft, name: string | undefined, fragment: object, key: 'arguments' | 'input'): void {
  const fields = fragment as PayloadObject;
  const text = fields[key];
  draft.set('name', name);
  if (typeof text === 'string') draft.append(key, text);
  else if (typeof text === 'object' && text !== null) draft.append(key, jsonText(text) ?? '');
  draft.merge(fields, ['name', key]);
}
