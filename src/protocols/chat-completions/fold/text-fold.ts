import { growText } from '../../../answer/grow-text.js';
import { GrowingList } from '../../../answer/growing-list.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';

/**
 * A text that grows, in the form in which the server sends it: a text, a list of parts (Mistral), or one object that wraps it (Bedrock
 * behind Envoy). The other fields of such an object, a signature for example, have to be sent back.
 */
export class TextFold {
  #text: string | undefined;
  readonly #parts = new GrowingList<PayloadObject>();
  #isList = false;

  add(value: unknown): void {
    if (Array.isArray(value)) {
      this.#isList = true;
      for (const part of value) this.#addPart(isObject(part) ? part : { type: 'text', text: String(part) });
    } else if (isObject(value)) {
      this.#addPart(value);
    } else if (typeof value === 'string' && this.#parts.length === 0) {
      this.#text = growText(this.#text ?? '', value);
    } else if (typeof value === 'string' && value !== '') {
      this.#addPart({ type: 'text', text: value });
    }
  }

  showIn(draft: Draft, key: string): void {
    if (this.#parts.length === 0) draft.set(key, this.#text);
    else if (this.#isList || this.#parts.length > 1) draft.show(key, this.#parts);
    else draft.set(key, this.#parts.at(0));
  }

  #addPart(part: PayloadObject): void {
    const text = this.#text;
    this.#text = undefined;
    if (text) this.#addPart({ type: 'text', text });
    const last = this.#parts.length - 1;
    const joined = join(this.#parts.at(last), part);
    putItem(this.#parts, joined ? last : last + 1, joined ?? part);
  }
}

/** A part and the one that goes on with it as one, if it does. */
function join(before: PayloadObject | undefined, part: PayloadObject): PayloadObject | undefined {
  if (before === undefined || before['type'] !== part['type']) return undefined;
  // Without a type both are the one object that wraps the text.
  const isWrapped = part['type'] === undefined;
  const [head, tail] = [before['text'], part['text']];
  if (typeof head === 'string' && typeof tail === 'string') return { ...before, ...part, text: growText(head, tail) };
  if (isWrapped && (head === undefined || tail === undefined)) return { ...before, ...part };
  const thoughts = [thoughtOf(before), thoughtOf(part)];
  if (thoughts.includes(undefined)) return undefined;
  const text = thoughts.join('');
  return { ...before, ...part, thinking: text === '' ? [] : [{ type: 'text', text }] };
}

/** The text of a thought that is one text, or none yet. Mistral: https://docs.mistral.ai/capabilities/reasoning */
function thoughtOf({ thinking }: PayloadObject): string | undefined {
  if (!Array.isArray(thinking) || thinking.length > 1) return undefined;
  const [thought] = thinking as readonly unknown[];
  if (thought === undefined) return '';
  return isObject(thought) && typeof thought['text'] === 'string' ? thought['text'] : undefined;
}
