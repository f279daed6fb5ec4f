import { jsonText } from '../../../json/json-text.js';
import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import { ToolCallNumbers } from '../call-numbers.js';
import type { ChatCompletionToolCall } from '../chat-completion.js';
import type { ChatCompletionDelta } from '../payload.js';

type Fragment = NonNullable<ChatCompletionDelta['tool_calls']>[number];

interface Call {
  readonly draft: Draft;
  readonly function: Draft;
  readonly custom: Draft;
}

/** The tool calls of one message, in the order in which they begin, whatever the wire's own numbers are. */
export class ToolCallsFold {
  readonly #numbers = new ToolCallNumbers();
  readonly #calls: Call[] = [];
  #snapshot: readonly ChatCompletionToolCall[] = [];

  add(fragments: readonly Fragment[]): void {
    for (const [position, fragment] of fragments.entries()) this.#addFragment(String(position), fragment);
  }

  snapshot(): readonly ChatCompletionToolCall[] {
    return this.#snapshot;
  }

  #addFragment(place: string, fragment: Fragment): void {
    const { type, function: named, custom } = fragment as Fragment & { readonly type?: unknown };
    const { index, id, name } = this.#numbers.number(place, fragment.index, fragment.id, named?.name ?? custom?.name);
    const call = (this.#calls[index] ??= {
      draft: new Draft(),
      function: new Draft({ name: '', arguments: '' }),
      custom: new Draft({ name: '', input: '' }),
    });
    call.draft.set('id', id);
    call.draft.set('type', type || (call.draft.get('type') ?? (named ? 'function' : custom && 'custom')));
    if (named) {
      addCallText(call.function, name, named, 'arguments');
      call.draft.set('function', call.function.snapshot());
    }
    if (custom) {
      addCallText(call.custom, name, custom, 'input');
      call.draft.set('custom', call.custom.snapshot());
    }
    call.draft.merge({ ...fragment }, ['index', 'id', 'type', 'function', 'custom']);
    this.#snapshot = withItem(this.#snapshot, index, call.draft.snapshot());
  }
}

/** Adds a fragment of a call: its text is joined, be it one that a gateway has parsed already; anything else in it is whole. */
export function addCallText(draft: Draft, name: string | undefined, fragment: object, key: 'arguments' | 'input'): void {
  const fields = fragment as PayloadObject;
  const text = fields[key];
  draft.set('name', name);
  if (typeof text === 'string') draft.append(key, text);
  else if (typeof text === 'object' && text !== null) draft.append(key, jsonText(text) ?? '');
  draft.merge(fields, ['name', key]);
}
