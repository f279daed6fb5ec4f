import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { idIn } from '../../wire-text.js';
import type { ItemType } from '../accumulated-item.js';
import type { RegisteredItem } from '../item-register.js';
import type { KnownItem } from '../pair-items.js';
import { allSaid, callIdOf, type Fit, fitOf, itemIdOf, kindOf, type Said, saidBy, stringIn } from '../stated-item.js';
import type { PartLevel } from './part-fold.js';
import { PartsFold } from './parts-fold.js';
import { settled } from './settled.js';

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

export type TextField = 'arguments' | 'input' | 'code';
export type PartList = 'content' | 'summary';

/** Folds one item of the output. */
export class ItemFold implements RegisteredItem, KnownItem {
  /** Its position in the output. */
  position = 0;
  id: string | undefined;
  callId: string | undefined;
  isOpen = true;
  /** Whether the text of a call has been stated in full: it gets no more fragments. */
  isWhole = false;
  readonly #parts = new Map<PartList, PartsFold>();
  #item: PayloadObject;
  #draft: Draft | undefined;

  constructor(
    item: PayloadObject,
    readonly index: number | undefined,
    public isAnnounced: boolean,
  ) {
    this.#item = isAnnounced ? asIdentified(item, undefined) : item;
    this.id = itemIdOf(item);
    this.callId = idIn(this.#item.call_id);
  }

  /** An item that the server has not announced. */
  static implied(type: ItemType, index: number | undefined, id: string | undefined): ItemFold {
    const named = id === undefined ? {} : { id };
    return new ItemFold({ ...named, type, status: 'in_progress', ...emptyItems.get(type) }, index, false);
  }

  get isGrowing(): boolean {
    return this.isOpen && !this.isWhole;
  }

  get snapshot(): PayloadObject {
    return this.#draft?.snapshot() ?? this.#item;
  }

  /** The item's fields, to be changed. Its parts are changed by `changeParts()` alone. */
  get draft(): Draft {
    return (this.#draft ??= new Draft(this.#item));
  }

  get type(): unknown {
    return this.#item.type;
  }

  get kind(): unknown {
    return kindOf(this.#item);
  }

  get name(): string | undefined {
    return stringIn(this.#item.name);
  }

  get said(): Said {
    return saidBy(this.snapshot);
  }

  /** How many parts its content has. */
  get partCount(): number {
    const { content } = this.#item;
    return this.#parts.get('content')?.list.length ?? (Array.isArray(content) ? content.length : 0);
  }

  /** Whether events that speak of items of this type may mean this one. */
  takes(type: ItemType): boolean {
    return this.type === type || !emptyItems.has(this.type);
  }

  changeParts(list: PartList, change: (parts: PartsFold) => void): void {
    const parts = this.#partsIn(list);
    const { version } = parts;
    change(parts);
    if (parts.version !== version) this.draft.show(list, parts.list);
  }

  /** The server states the item: what it says wins, but call and results stay paired by the first id of the call. */
  restate(stated: PayloadObject, isDone: boolean): void {
    this.#item = this.settledWith(stated);
    this.#draft = undefined;
    this.#parts.clear();
    this.id = itemIdOf(stated) ?? this.id;
    this.callId = idIn(this.#item.call_id);
    this.isAnnounced = true;
    this.isOpen = !isDone;
  }

  /** The item is announced again: only what it had not said is added. */
  announceAgain(stated: PayloadObject): void {
    for (const [field, value] of Object.entries(stated)) {
      if (!Object.hasOwn(this.snapshot, field)) this.draft.keep(field, value);
    }
  }

  settledWith(stated: PayloadObject): PayloadObject {
    return asIdentified(settled(stated, this.snapshot), this.callId);
  }

  fit(said: Said): Fit {
    return fitOf(allSaid(this.said), allSaid(said));
  }

  /** An item that is complete says no more: at most it is stated again. */
  fitPart(list: PartList, level: PartLevel, type: unknown, whole: string): Fit {
    const parts = this.#partsIn(list);
    const fit = parts.fit(level, type, whole);
    if (this.isOpen || (fit !== 'nothing' && fit !== 'stated')) return fit;
    return parts.endsWith(type, whole) ? 'same' : 'other';
  }

  fitField(field: TextField, whole: string): Fit {
    const known = stringIn(this.snapshot[field]) ?? '';
    if (this.isWhole) return known === whole ? 'same' : 'other';
    return fitOf(known, whole);
  }

  #partsIn(list: PartList): PartsFold {
    let parts = this.#parts.get(list);
    if (parts === undefined) this.#parts.set(list, (parts = new PartsFold(this.snapshot[list])));
    return parts;
  }
}

/** Whether events that speak of items of this type may mean an item. */
export function taking(type: ItemType): (item: ItemFold) => boolean {
  return (item) => item.takes(type);
}

/** A call as it is sent back with its results: the id by which they name it, and its arguments as text. */
export function asIdentified(item: PayloadObject, told: string | undefined): PayloadObject {
  if (kindOf(item) !== 'function_call') return item;
  const callId = told ?? callIdOf(item);
  const changes = {
    ...(callId !== undefined && callId !== item.call_id && { call_id: callId }),
    ...(typeof item.arguments === 'object' && item.arguments !== null && { arguments: saidBy(item).arguments }),
  };
  return Object.keys(changes).length === 0 ? item : { ...item, ...changes };
}
