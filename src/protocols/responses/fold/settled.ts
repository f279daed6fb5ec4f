import { isObject, type PayloadObject } from '../../../payload-object.js';

/** What streams in, field by field, of a part and of an item, and what tells an item from others. */
const streamedFields = ['id', 'name', 'text', 'refusal', 'annotations', 'logprobs', 'content', 'summary', 'arguments', 'input', 'code'];

/**
 * A part or an item as the server states it in the end. The final one wins, except where it leaves a streamed field empty:
 * gateways repeat there what they began with, or leave the field out.
 */
export function settled(stated: PayloadObject, streamed: unknown): PayloadObject {
  if (!isObject(streamed) || stated.type !== streamed.type) return stated;
  const kept = streamedFields.filter((field) => isEmpty(own(stated, field)) && !isEmpty(own(streamed, field)));
  const whole = kept.length === 0 ? stated : { ...stated, ...Object.fromEntries(kept.map((field) => [field, streamed[field]])) };
  const content = own(whole, 'content');
  if (!Array.isArray(content) || content === own(streamed, 'content')) return whole;
  const parts = settledList(content, own(streamed, 'content'));
  return parts === content ? whole : { ...whole, content: parts };
}

/** Lists are settled position by position. An empty one does not overwrite a streamed one. */
function settledList(stated: readonly unknown[], streamed: unknown): readonly unknown[] {
  if (!Array.isArray(streamed)) return stated;
  if (stated.length === 0) return streamed;
  const list = stated.map((each, at) => (isObject(each) ? settled(each, streamed[at]) : each));
  return list.some((each, at) => each !== stated[at]) ? list : stated;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function own(object: PayloadObject, field: string): unknown {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}
