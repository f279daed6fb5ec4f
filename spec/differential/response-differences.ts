import type { Difference, Plain } from './difference.js';

/** What the OpenAI SDK loses of responses, or makes up. */
export const responseDifferences: readonly Difference[] = [
  {
    what: '`parsed`, `parsed_arguments` and `output_parsed` are not there',
    why: 'The SDK adds them for structured output, which it parses only if asked to; no server sends them, nor takes them back.',
    mend: (answer) => ({
      ...without(answer, 'output_parsed'),
      output: itemsIn(answer.output).map((item) => ({
        ...without(item, 'parsed_arguments'),
        ...(item.type === 'message' ? { content: itemsIn(item.content).map((part) => without(part, 'parsed')) } : {}),
      })),
    }),
  },
  {
    what: 'the first terminal event ends the answer',
    why: 'Where a file holds several answers the SDK reads on, and returns the last.',
    mend: (answer, payloads) => {
      const ends = payloads.filter(({ type }) => type === 'response.completed' || type === 'response.incomplete');
      return ends.length > 1 ? { ...(ends[0]?.response as Plain), output_text: '' } : answer;
    },
  },
  {
    what: 'what was streamed survives an empty `output`',
    why: "ChatGPT's Codex backend ends every answer with `output: []`: of the SDK's response nothing is left, neither text nor calls.",
    mend: (answer, payloads) => (itemsIn(answer.output).length === 0 ? { ...answer, output: streamedItems(payloads) } : answer),
  },
  {
    what: '`output_text` is the text of the output',
    why: 'OpenRouter states it, and always empty; the SDK keeps that. It keeps that of an empty `output` too.',
    mend: (answer) => (answer.output_text === '' ? { ...answer, output_text: textIn(answer) } : answer),
  },
  {
    what: 'sound is kept',
    why: 'It belongs to no item, so the SDK drops it.',
    mend: (answer, payloads) => {
      const join = (type: string): string => payloads.map((payload) => (payload.type === type ? String(payload.delta) : '')).join('');
      const audio = { data: join('response.audio.delta'), transcript: join('response.audio.transcript.delta') };
      return audio.data === '' && audio.transcript === '' ? answer : { ...answer, audio };
    },
  },
];

/** The items as they are stated last; one that is never done has its input from the event that has all of it. */
function streamedItems(payloads: readonly Plain[]): readonly unknown[] {
  const items = new Map<unknown, Plain>();
  for (const { type, output_index: index, item, input } of payloads) {
    if (type === 'response.output_item.added' || type === 'response.output_item.done') items.set(index, item as Plain);
    if (type === 'response.custom_tool_call_input.done') items.set(index, { ...items.get(index), input });
  }
  return [...items.values()];
}

function without(object: Plain, key: string): Plain {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
}

function itemsIn(list: unknown): readonly Plain[] {
  return list as readonly Plain[];
}

function textIn({ output }: Plain): string {
  const parts = itemsIn(output).flatMap((item) => (item.type === 'message' ? itemsIn(item.content) : []));
  return parts.map(({ type, text }) => (type === 'output_text' ? String(text) : '')).join('');
}
