/** JSON that a parser may see and `JSON.stringify` cannot write: keys in any number and of any name, raw text for a value. */
export type JsonTree =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: JsonTree])[] };

export function toTree(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(toTree) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', entries: Object.entries(value).map(([key, entry]) => [key, toTree(entry)]) };
  }
  return { kind: 'raw', text: JSON.stringify(value) };
}

export function writeTree(tree: JsonTree): string {
  switch (tree.kind) {
    case 'raw':
      return tree.text;
    case 'array':
      return `[${tree.items.map(writeTree).join(',')}]`;
    case 'object':
      return `{${tree.entries.map(([key, value]) => `${JSON.stringify(key)}:${writeTree(value)}`).join(',')}}`;
  }
}

/** How many nodes a tree has, itself included. */
export function countNodes(tree: JsonTree): number {
  return 1 + childrenOf(tree).reduce((sum, child) => sum + countNodes(child), 0);
}

/** The node at this place in the order of the text; the root is 0. */
export function nodeAt(tree: JsonTree, at: number): JsonTree | undefined {
  if (at === 0) return tree;
  let left = at - 1;
  for (const child of childrenOf(tree)) {
    const size = countNodes(child);
    if (left < size) return nodeAt(child, left);
    left -= size;
  }
  return undefined;
}

/**
 * The same tree with the node at this place changed. `undefined` leaves it out of its parent, and several stand in its place
 * one after the other, under the same key in an object.
 */
export function changeNode(tree: JsonTree, at: number, change: (node: JsonTree) => readonly JsonTree[]): JsonTree {
  return changed(tree, at, change)[0] ?? { kind: 'raw', text: 'null' };
}

function changed(tree: JsonTree, at: number, change: (node: JsonTree) => readonly JsonTree[]): readonly JsonTree[] {
  if (at === 0) return change(tree);
  let left = at - 1;
  const inChild = (child: JsonTree): readonly JsonTree[] => {
    const here = left;
    const size = countNodes(child);
    left -= size;
    return here >= 0 && here < size ? changed(child, here, change) : [child];
  };
  switch (tree.kind) {
    case 'raw':
      return [tree];
    case 'array':
      return [{ kind: 'array', items: tree.items.flatMap(inChild) }];
    case 'object':
      return [{ kind: 'object', entries: tree.entries.flatMap(([key, value]) => inChild(value).map((next) => [key, next] as const)) }];
  }
}

function childrenOf(tree: JsonTree): readonly JsonTree[] {
  switch (tree.kind) {
    case 'raw':
      return [];
    case 'array':
      return tree.items;
    case 'object':
      return tree.entries.map(([, value]) => value);
  }
}
