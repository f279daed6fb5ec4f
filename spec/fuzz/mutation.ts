import fc from 'fast-check';

import { hostileKeys, hostileValues } from './hostile-values.js';
import { changeNode, countNodes, type JsonTree, nodeAt, toTree, writeTree } from './json-tree.js';

/** One event of a stream: its name, and its data as a tree or, where it is no JSON, as text. */
export interface StreamEvent {
  readonly name: string;
  readonly data: JsonTree | string;
}

const treeDeeds = ['drop', 'replace', 'wrap', 'repeat', 'twice', 'copy', 'add-key', 'rename'] as const;
const deeds = [...treeDeeds, 'cut', 'drop-event', 'repeat-event', 'swap-events', 'name', 'text'] as const;

type TreeDeed = (typeof treeDeeds)[number];

/** What is done to a stream, and where: `event` and `node` count from the start and wrap around. */
export interface Mutation {
  readonly deed: (typeof deeds)[number];
  readonly event: number;
  readonly node: number;
  readonly value: number;
  readonly key: string;
}

export const mutations = fc.array(
  fc.record<Mutation>({
    deed: fc.constantFrom(...deeds),
    event: fc.nat(60),
    node: fc.nat(400),
    value: fc.nat(hostileValues.length - 1),
    key: fc.constantFrom(...hostileKeys),
  }),
  { minLength: 1, maxLength: 4 },
);

const texts = ['', ' ', '[DONE]', 'null', '"error"', '{', '[', '{"a":1}\n{"b":2}', '{"a":1}\n[DONE]', 'upstream failed', '<html>', '[]', '[{"error":{"message":"m"}}]', '1', '\0'];
const names = ['', 'error', 'message', 'ping', 'message_stop', 'response.completed', '__proto__', 'e\u2028rror'];

export function mutate(events: readonly StreamEvent[], { deed, event: turn, node, value, key }: Mutation): readonly StreamEvent[] {
  const at = events.length === 0 ? 0 : turn % events.length;
  const event = events[at];
  if (event === undefined) return events;
  const hostile = hostileValues[value] ?? { kind: 'raw', text: 'null' };
  switch (deed) {
    case 'drop-event':
      return splice(events, at, 1);
    case 'repeat-event':
      return splice(events, node % (events.length + 1), 0, event);
    case 'swap-events':
      return splice(splice(events, at, 1, events[node % events.length] ?? event), node % events.length, 1, event);
    case 'name':
      return splice(events, at, 1, { ...event, name: names[value % names.length] ?? '' });
    case 'text':
      return splice(events, at, 1, { ...event, data: texts[value % texts.length] ?? '' });
    case 'cut': {
      const text = textOf(event.data);
      return splice(events, at, 1, { ...event, data: text.slice(0, node % (text.length + 1)) });
    }
    case 'drop':
    case 'wrap':
    case 'repeat':
    case 'twice':
    case 'copy':
    case 'add-key':
    case 'rename':
    case 'replace':
      if (typeof event.data === 'string') return events;
      return splice(events, at, 1, { ...event, data: mutateTree(event.data, deed, node % countNodes(event.data), hostile, key, node + value) });
  }
}

function splice(events: readonly StreamEvent[], at: number, count: number, ...instead: StreamEvent[]): readonly StreamEvent[] {
  return [...events.slice(0, at), ...instead, ...events.slice(at + count)];
}

function mutateTree(tree: JsonTree, deed: TreeDeed, at: number, hostile: JsonTree, key: string, other: number): JsonTree {
  return changeNode(tree, at, (node) => {
    switch (deed) {
      case 'drop':
        return [];
      case 'wrap':
        return [key === '' ? { kind: 'array', items: [node] } : { kind: 'object', entries: [[key, node]] }];
      case 'repeat':
        return [node, node];
      case 'twice':
        return [node, hostile];
      case 'copy':
        return [nodeAt(tree, other % countNodes(tree)) ?? node];
      case 'add-key':
        return [node.kind === 'object' ? { ...node, entries: [...node.entries, [key, hostile]] } : hostile];
      case 'rename':
        return [node.kind === 'object' ? { ...node, entries: node.entries.map((entry, turn) => (turn === other % node.entries.length ? [key, entry[1]] : entry)) } : node];
      case 'replace':
        return [hostile];
    }
  });
}

/** Reads a fixture; what stands in it between events is left out. */
export function readEvents(stream: string): readonly StreamEvent[] {
  return stream.split(/(?:\r\n|\r|\n){2,}/).flatMap((block) => {
    const lines = block.split(/\r\n|\r|\n/);
    const name = lines.find((line) => line.startsWith('event:'))?.slice(6).trim() ?? '';
    const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
    return data.length === 0 && name === '' ? [] : [{ name, data: treeOf(data.join('\n')) }];
  });
}

export function writeEvents(events: readonly StreamEvent[]): string {
  return events.map(({ name, data }) => `${name === '' ? '' : `event: ${name}\n`}${textOf(data).split('\n').map((line) => `data: ${line}\n`).join('')}\n`).join('');
}

function treeOf(data: string): JsonTree | string {
  try {
    return toTree(JSON.parse(data));
  } catch {
    return data;
  }
}

/** The data of one event as it stands in the stream. */
export function textOf(data: JsonTree | string): string {
  return typeof data === 'string' ? data : writeTree(data);
}
