import type { Difference, Plain } from './difference.js';

interface Fragment extends Plain {
  readonly index?: number;
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

/** What the OpenAI SDK loses of chat completions, or makes up. */
export const chatDifferences: readonly Difference[] = [
  {
    what: '`parsed` is not there',
    why: 'The SDK adds it for structured output, which it parses only if asked to; no server sends it.',
    mend: (answer) => mapChoices(answer, ({ message, ...choice }) => ({ ...choice, message: without(message as Plain, 'parsed') })),
  },
  {
    what: 'reasoning is whole',
    why: 'Of the fields that OpenAI itself does not send the SDK keeps the last fragment.',
    mend: (answer, payloads) => mapDeltas(answer, payloads, (message, deltas) =>
      Object.fromEntries(['reasoning', 'reasoning_content'].filter((key) => typeof lastOf(deltas, key) === 'string').map((key) => [
        key,
        deltas.map((delta) => (delta[key] as string | null | undefined) ?? '').join(''),
      ])),
    ),
  },
  {
    what: '`reasoning_details` are whole, signatures and encrypted parts included',
    why: 'They have to be sent back in the next turn; the SDK keeps those of the last chunk.',
    mend: (answer, payloads) => mapDeltas(answer, payloads, (message, deltas) =>
      'reasoning_details' in message ? { reasoning_details: joinDetails(listOf(deltas, 'reasoning_details')) } : {},
    ),
  },
  {
    what: 'annotations are all there',
    why: 'The SDK keeps those of the last chunk that has some.',
    mend: (answer, payloads) => mapDeltas(answer, payloads, (message, deltas) =>
      'annotations' in message ? { annotations: listOf(deltas, 'annotations') } : {},
    ),
  },
  {
    what: 'content that comes in parts stays parts',
    why: 'The SDK writes `[object Object]` for each part.',
    mend: (answer, payloads) => mapDeltas(answer, payloads, (message, deltas) => {
      const contents = deltas.map(({ content }) => content).filter((content) => content !== undefined && content !== '');
      return contents.some(Array.isArray) ? { content: joinParts(contents) } : {};
    }),
  },
  {
    what: 'tool calls are told apart',
    why: 'Gateways leave `index` out, which loses the call in the SDK, or give two calls the same one, which mixes them up.',
    mend: (answer, payloads) => mapDeltas(answer, payloads, (message, deltas) => {
      const fragments = listOf(deltas, 'tool_calls') as readonly Fragment[];
      const ids = new Set(fragments.map(({ id }) => id).filter(Boolean));
      const indexes = new Set(fragments.map(({ index }) => index).filter((index) => index !== undefined));
      return ids.size > indexes.size || fragments.some(({ index }) => index === undefined) ? { tool_calls: joinCalls(fragments) } : {};
    }),
  },
  {
    what: '`null` does not overwrite',
    why: 'Servers that send a field once send `null` for it afterwards (usage, native_finish_reason); the SDK keeps the last.',
    mend: (answer, payloads) => mapChoices(
      { ...answer, ...known(answer, payloads) },
      (choice) => ({ ...choice, ...known(without(choice, 'logprobs'), choicesIn(payloads, choice.index)) }),
    ),
  },
];

function without(object: Plain, key: string): Plain {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
}

function mapChoices(answer: Plain, change: (choice: Plain) => Plain): Plain {
  return { ...answer, choices: (answer.choices as readonly Plain[]).map(change) };
}

function mapDeltas(answer: Plain, payloads: readonly Plain[], news: (message: Plain, deltas: readonly Plain[]) => Plain): Plain {
  return mapChoices(answer, ({ message, ...choice }) => {
    const deltas = choicesIn(payloads, choice.index).map(({ delta }) => (delta ?? {}) as Plain);
    return { ...choice, message: { ...(message as Plain), ...news(message as Plain, deltas) } };
  });
}

function choicesIn(payloads: readonly Plain[], index: unknown): readonly Plain[] {
  return payloads.flatMap(({ choices }) => (choices ?? []) as readonly Plain[]).filter((choice) => (choice.index ?? 0) === index);
}

function listOf(objects: readonly Plain[], key: string): readonly unknown[] {
  return objects.flatMap((object) => (object[key] ?? []) as readonly unknown[]);
}

function lastOf(objects: readonly Plain[], key: string): unknown {
  return objects.map((object) => object[key]).filter((value) => value !== undefined && value !== null).at(-1);
}

/** The last of what was said of each field that is `null`. */
function known(object: Plain, said: readonly Plain[]): Plain {
  const nulls = Object.keys(object).filter((key) => object[key] === null && (lastOf(said, key) ?? null) !== null);
  return Object.fromEntries(nulls.map((key) => [key, lastOf(said, key)]));
}

function joinDetails(details: readonly unknown[]): readonly unknown[] {
  const joined: Record<string, unknown>[] = [];
  for (const detail of details as readonly Plain[]) {
    const before = joined.find(({ type, index, data }) => type === detail.type && index === detail.index && data === undefined);
    if (before === undefined || detail.data !== undefined) {
      joined.push({ ...detail });
      continue;
    }
    for (const [key, value] of Object.entries(detail)) {
      const isText = key === 'text' || key === 'summary';
      if (isText) before[key] = `${(before[key] as string | undefined) ?? ''}${value as string}`;
      else if (value !== null || !(key in before)) before[key] = value;
    }
  }
  return joined;
}

interface Part {
  readonly type: string;
  text?: string;
  thinking?: { type: string; text: string }[];
}

function joinParts(contents: readonly unknown[]): readonly Part[] {
  const joined: Part[] = [];
  for (const content of contents) {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : (content as readonly Part[]);
    for (const part of parts) {
      const last = joined.at(-1);
      const thought = last?.thinking?.[0];
      if (last?.type !== part.type) joined.push(structuredClone(part));
      else if (thought) thought.text += part.thinking?.[0]?.text ?? '';
      else last.text = (last.text ?? '') + (part.text ?? '');
    }
  }
  return joined;
}

function joinCalls(fragments: readonly Fragment[]): readonly unknown[] {
  const calls = new Map<string, { function: { name: string; arguments: string } }>();
  let key = '';
  for (const [position, { index, id, function: named, ...rest }] of fragments.entries()) {
    key = id || (index === undefined ? `at ${String(position)}` : key);
    const call = calls.get(key) ?? { ...rest, ...(id && { id }), type: 'function', function: { name: '', arguments: '' } };
    call.function.name ||= named?.name ?? '';
    call.function.arguments += named?.arguments ?? '';
    calls.set(key, call);
  }
  return [...calls.values()];
}
