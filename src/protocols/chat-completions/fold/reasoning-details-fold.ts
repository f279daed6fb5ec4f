import { GrowingList } from '../../../answer/growing-list.js';
import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';

interface Open {
  readonly position: number;
  readonly draft: Draft;
}

const texts = ['text', 'summary'] as const;

/**
 * The `reasoning_details` of one message, as they must be sent back: fragments of one text are joined, and what is encrypted
 * or signed stays as it came. https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
export class ReasoningDetailsFold {
  readonly #open = new Map<string, Open>();
  readonly list = new GrowingList<PayloadObject>();

  add(fragments: readonly PayloadObject[]): void {
    for (const fragment of fragments) this.#addFragment(fragment);
  }

  #addFragment(fragment: PayloadObject): void {
    const isIndexed = typeof fragment.index === 'number';
    const key = `${String(fragment.type)} ${isIndexed ? String(fragment.index) : ''}`;
    const before = this.#open.get(key);
    const open = before && goesOn(before.draft, fragment) && (isIndexed || before.position === this.list.length - 1) ? before : undefined;
    const { position, draft } = open ?? { position: this.list.length, draft: new Draft() };
    if (open) {
      for (const name of texts) {
        const piece = fragment[name];
        if (typeof piece === 'string') draft.append(name, piece);
      }
    }
    draft.merge(fragment, open && texts);
    this.#open.set(key, { position, draft });
    putItem(this.list, position, draft.snapshot());
  }
}

/** Whether a fragment is more of this text. A signature is its end, and what is encrypted comes whole. */
function goesOn(draft: Draft, { id, text, data }: PayloadObject): boolean {
  const isWhole = Boolean(data) || Boolean(draft.get('data'));
  const isSigned = Boolean(draft.get('signature')) && Boolean(text);
  const isOther = Boolean(id) && Boolean(draft.get('id')) && id !== draft.get('id');
  return !isWhole && !isSigned && !isOther;
}
