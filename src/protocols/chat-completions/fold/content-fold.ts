import { growText } from '../../../answer/grow-text.js';
import type { PayloadObject } from '../../../payload-object.js';
import { withItem } from '../../fold/with-item.js';

/** The content of one message: text, or a list of parts where the server streams parts. */
export class ContentFold {
  #text = '';
  #parts: readonly PayloadObject[] = [];

  add(content: string | readonly PayloadObject[]): void {
    if (typeof content !== 'string') {
      for (const part of content) this.#addPart(part);
    } else if (this.#parts.length > 0) {
      if (content !== '') this.#addPart({ type: 'text', text: content });
    } else {
      this.#text = growText(this.#text, content);
    }
  }

  snapshot(): string | readonly PayloadObject[] | null {
    if (this.#parts.length > 0) return this.#parts;
    return this.#text === '' ? null : this.#text;
  }

  #addPart(part: PayloadObject): void {
    if (this.#text !== '') {
      const text = this.#text;
      this.#text = '';
      this.#addPart({ type: 'text', text });
    }
    const last = this.#parts.length - 1;
    const joined = join(this.#parts[last], part);
    this.#parts = withItem(this.#parts, joined ? last : last + 1, joined ?? part);
  }
}

/** A part and the one that goes on with it as one, if it does. */
function join(before: PayloadObject | undefined, part: PayloadObject): PayloadObject | undefined {
  if (before === undefined || before.type !== part.type) return undefined;
  if (typeof before.text === 'string' && typeof part.text === 'string') {
    return { ...before, ...part, text: growText(before.text, part.text) };
  }
  const thoughts = [thoughtIn(before), thoughtIn(part)];
  if (thoughts.includes(undefined)) return undefined;
  const text = thoughts.join('');
  return { ...before, ...part, thinking: text === '' ? [] : [{ type: 'text', text }] };
}

/** The text of a thought that is one text, or none yet. Mistral: https://docs.mistral.ai/capabilities/reasoning */
function thoughtIn({ thinking }: PayloadObject): string | undefined {
  if (!Array.isArray(thinking) || thinking.length > 1) return undefined;
  const [thought] = thinking as readonly { readonly text?: unknown }[];
  if (thought === undefined) return '';
  return typeof thought.text === 'string' ? thought.text : undefined;
}
