import type { Delta, Usage } from '../../../index.js';
import { blockData } from '../../inspect/events/block-data.js';
import type { StreamEvent } from '../../inspect/events/stream-event.js';

/** What sort of thing happens: a row of the timeline, and its colour. */
export type Lane =
  | 'start' | 'text' | 'reasoning' | 'refusal' | 'tool call' | 'citation' | 'media' | 'usage' | 'finish'
  | 'other' | 'end' | 'unknown' | 'comment' | 'unframed' | 'after' | 'error';

/** One thing that an event says. The text may hold anything: escape it. */
export interface Label {
  readonly lane: Lane;
  readonly text: string;
}

/** What an event says, a label for each delta; one label if it has none. */
export function eventLabels(event: StreamEvent): readonly Label[] {
  const { kind, frames, block } = event;
  const deltas = frames.flatMap((frame) => ('deltas' in frame ? frame.deltas.map(deltaLabel) : []));
  const { name, text } = blockData(block);
  switch (kind) {
    case 'data':
      return deltas.length > 0 ? deltas : [{ lane: 'other', text: payloadName(event) ?? name ?? '' }];
    case 'terminal':
      return [...deltas, { lane: 'end', text: payloadName(event) ?? text.trim() }];
    case 'error':
    case 'malformed':
    case 'half': {
      const error = frames.flatMap((frame) => (frame.kind === 'error' ? frame.error : [])).at(-1);
      const own = error === undefined || kind === 'malformed' ? text : `${error.type}: ${error.message}`;
      return [...deltas, { lane: 'error', text: kind === 'error' ? own : `${kind}: ${own}` }];
    }
    case 'unknown':
      return [{ lane: 'unknown', text: payloadName(event) ?? text }];
    case 'comment':
      return [{ lane: 'comment', text: block.lines.map((line) => line.text.replace(/^: ?/, '')).join(' ') }];
    case 'empty':
      return [{ lane: 'comment', text: name ?? text }];
    case 'unframed':
    case 'after':
      return [{ lane: kind, text: text === '' ? block.lines.map((line) => line.text).join(' ') : text }];
  }
}

function payloadName({ frames }: StreamEvent): string | undefined {
  const payload: unknown = frames.at(-1)?.payload;
  const type: unknown = typeof payload === 'object' && payload !== null && 'type' in payload ? payload.type : undefined;
  return typeof type === 'string' ? type : undefined;
}

function deltaLabel(delta: Delta): Label {
  switch (delta.type) {
    case 'start':
      return { lane: 'start', text: [delta.model, delta.id].filter(Boolean).join(', ') };
    case 'text':
    case 'reasoning':
    case 'refusal':
      return { lane: delta.type, text: delta.text };
    case 'tool-call':
      return { lane: 'tool call', text: (delta.name ? `${delta.name} ` : '') + delta.arguments };
    case 'citation':
      return { lane: 'citation', text: JSON.stringify(delta.citation) };
    case 'media':
      return { lane: 'media', text: `${delta.mediaType}, ${String(delta.data.length)} base64 characters` };
    case 'usage':
      return { lane: 'usage', text: usageText(delta.usage) };
    case 'finish':
      return { lane: 'finish', text: delta.raw === delta.reason ? delta.raw : `${delta.reason} (${delta.raw})` };
  }
}

/** Token counts, those that the wire gives. */
export function usageText({ inputTokens, outputTokens, reasoningTokens, cachedReadTokens, cachedWriteTokens }: Usage): string {
  const counts: readonly (readonly [string, number | undefined])[] = [
    ['in', inputTokens],
    ['out', outputTokens],
    ['reasoning', reasoningTokens],
    ['read from cache', cachedReadTokens],
    ['written to cache', cachedWriteTokens],
  ];
  return counts.flatMap(([name, tokens]) => (tokens === undefined ? [] : [`${tokens.toLocaleString('en-US')} ${name}`])).join(', ');
}
