import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import type { ItemType } from '../accumulated-item.js';
import { PartsFold } from './parts-fold.js';

/** Such an item comes whole: no event adds to it. */
const comesWhole: PayloadObject = Object.freeze({});

/**
 * What an item of each type begins with where events speak of it before the server has announced it. A type that is added to the
 * vocabulary does not compile until it stands here too. An item of a type that stands in no list takes the events of any type.
 */
const emptyItems: ReadonlyMap<unknown, PayloadObject> = new Map<unknown, PayloadObject>(
  Object.entries({
    message: { role: 'assistant', content: [] },
    reasoning: { summary: [] },
    function_call: { arguments: '' },
    custom_tool_call: { input: '' },
    mcp_call: { arguments: '' },
    mcp_list_tools: {},
    mcp_approval_request: comesWhole,
    code_interpreter_call: {},
    file_search_call: {},
    web_search_call: {},
    image_generation_call: {},
    apply_patch_call: {},
    shell_call: {},
    shell_call_output: {},
    local_shell_call: comesWhole,
    compaction: {},
  } satisfies Record<ItemType, PayloadObject>),
);

/** Folds one item of the output. */
export class ItemFold {
  readonly #parts = new Map<string, PartsFold>();
  #item: PayloadObject;
  #draft: Draft | undefined;

  /** @param phase whether the server has said that the item begins, that it is done, or neither: fragments came first. */
  constructor(
    item: PayloadObject,
    readonly phase: 'implied' | 'begun' | 'done',
  ) {
    this.#item = item;
  }

  /** An item that the server has not announced. */
  static implied(type: ItemType, id: string | undefined): ItemFold {
    const named = id === undefined ? {} : { id };
    return new ItemFold({ ...named, type, status: 'in_progress', ...emptyItems.get(type) }, 'implied');
  }

  get snapshot(): PayloadObject {
    return this.#draft?.snapshot() ?? this.#item;
  }

  /** The item's fields, to be changed. Its parts are changed by `parts()` alone. */
  get draft(): Draft {
    return (this.#draft ??= new Draft(this.#item));
  }

  get id(): unknown {
    return this.#item.id;
  }

  get type(): unknown {
    return this.#item.type;
  }

  /** Whether this is the item meant, where its id and its number say so or say nothing. */
  is({ type, id, call_id }: PayloadObject): boolean {
    return type === this.#item.type && id === this.#item.id && call_id === this.#item.call_id;
  }

  /** Whether events that speak of items of this type may mean this one. */
  takes(type: ItemType): boolean {
    return this.type === type || !emptyItems.has(this.type);
  }

  changeParts(field: 'content' | 'summary', change: (parts: PartsFold) => void): void {
    let parts = this.#parts.get(field);
    if (parts === undefined) this.#parts.set(field, (parts = new PartsFold(this.draft.get(field))));
    change(parts);
    this.draft.set(field, parts.list);
  }
}
