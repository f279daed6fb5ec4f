import type { Delta, Frame } from 'framewise';

import { usageText } from '../../../../src/cli/report/timeline/event-label.js';
import { printable } from '../../../../src/cli/terminal/fitting.js';
import type { Row } from './rows.js';

type FrameRow = Omit<Row, 'atMs'>;

/** What a frame looks like in the timeline: a row for each delta, and one if it is more than its deltas. */
export function frameRows(frame: Frame<unknown>): readonly FrameRow[] {
  switch (frame.kind) {
    case 'data':
      return frame.deltas.length === 0 ? [named('data', frame.payload)] : frame.deltas.map(deltaRow);
    case 'terminal':
      return [...frame.deltas.map(deltaRow), { ...named('terminal', frame.payload), tone: 'good' }];
    case 'unknown':
      return [named('unknown', frame.payload)];
    case 'error':
      return [{ label: 'error frame', tone: 'bad', pieces: [printable(frame.error.type)] }];
  }
}

/** A frame that adds nothing to the answer, by the protocol's own name for it. */
function named(label: string, payload: unknown): FrameRow {
  const type = typeof payload === 'object' && payload !== null && 'type' in payload ? payload.type : undefined;
  return { label, tone: 'dim', pieces: typeof type === 'string' ? [printable(type)] : [], separator: ', ' };
}

function deltaRow(delta: Delta): FrameRow {
  switch (delta.type) {
    case 'start':
      return { label: 'start', tone: 'dim', pieces: [printable([delta.model, delta.id].filter(Boolean).join(', '))] };
    case 'text':
    case 'reasoning':
    case 'refusal':
      return output(delta, delta.text);
    case 'tool-call':
      return output({ type: `call ${String(delta.index)}`, choice: delta.choice }, delta.name ? `${delta.name}: ${delta.arguments}` : delta.arguments);
    case 'citation':
      return output(delta, JSON.stringify(delta.citation));
    case 'media':
      return output(delta, `${delta.mediaType}, ${String(delta.data.length)} base64 characters`);
    case 'usage':
      return { label: 'usage', tone: 'dim', pieces: [usageText(delta.usage)] };
    case 'finish':
      return { label: withChoice('finish', delta.choice), tone: 'dim', pieces: [printable(delta.raw === delta.reason ? delta.raw : `${delta.reason} (${delta.raw})`)] };
  }
}

function output({ type, choice }: { type: string; choice: number }, text: string): FrameRow {
  return { label: withChoice(type, choice), tone: type === 'reasoning' ? 'dim' : 'plain', pieces: [printable(text)], separator: '│' };
}

function withChoice(label: string, choice: number): string {
  return choice === 0 ? label : `${label} #${String(choice)}`;
}
