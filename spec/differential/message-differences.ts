import type { Difference, Plain } from './difference.js';

/** What the Anthropic SDK loses of messages, or makes up. */
export const messageDifferences: readonly Difference[] = [
  {
    what: '`parsed_output` is not there',
    why: 'The SDK adds it for structured output, which it parses only if asked to; no server sends it.',
    mend: (answer) => without(answer, ['parsed_output']),
  },
  {
    what: 'every count in the usage is kept',
    why: 'The SDK copies the counts it knows from the last event; `iterations`, among others, is not one of them.',
    mend: (answer, payloads) => {
      const counts = ofType(payloads, 'message_delta').map(({ usage }) => knownIn((usage ?? {}) as Plain));
      return { ...answer, usage: Object.assign({}, answer.usage, ...counts) as Plain };
    },
  },
  {
    what: 'what the last event says beside its delta is kept',
    why: '`context_management` tells what was cleared of the context; the SDK copies it for its beta resource alone.',
    mend: (answer, payloads) => Object.assign(
      {},
      answer,
      ...ofType(payloads, 'message_delta').map((event) => without(event, ['type', 'delta', 'usage'])),
    ) as Plain,
  },
  {
    what: 'a second message_delta takes nothing back',
    why: 'One that brings usage alone makes the SDK forget the stop reason.',
    mend: (answer, payloads) => Object.assign(
      {},
      answer,
      ...ofType(payloads, 'message_delta').map(({ delta }) => (delta ?? {}) as Plain).map((delta, at) => (at === 0 ? delta : knownIn(delta))),
    ) as Plain,
  },
  {
    what: 'compaction blocks have their content',
    why: 'They must be sent back in the next turn; the SDK fills them for its beta resource alone.',
    mend: (answer, payloads) => mapBlocks(answer, payloads, 'compaction_delta', ([delta]) => without(delta ?? {}, ['type'])),
  },
  {
    what: 'calls to MCP servers have their input',
    why: 'The SDK joins the input of `mcp_tool_use` for its beta resource alone.',
    mend: (answer, payloads) => mapBlocks(answer, payloads, 'input_json_delta', (deltas, { type }) => {
      const json = deltas.map((delta) => delta.partial_json as string).join('');
      return type === 'mcp_tool_use' && json !== '' ? { input: JSON.parse(json) as unknown } : {};
    }),
  },
];

function ofType(payloads: readonly Plain[], wanted: string): readonly Plain[] {
  return payloads.filter(({ type }) => type === wanted);
}

function without(object: Plain, keys: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function knownIn(object: Plain): Plain {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function mapBlocks(
  answer: Plain,
  payloads: readonly Plain[],
  deltaType: string,
  news: (deltas: readonly Plain[], block: Plain) => Plain,
): Plain {
  const events = ofType(payloads, 'content_block_delta') as readonly { readonly index: number; readonly delta: Plain }[];
  const content = (answer.content as readonly Plain[]).map((block, position) => {
    const deltas = events.filter(({ index, delta }) => index === position && delta.type === deltaType).map(({ delta }) => delta);
    return deltas.length === 0 ? block : { ...block, ...news(deltas, block) };
  });
  return { ...answer, content };
}
