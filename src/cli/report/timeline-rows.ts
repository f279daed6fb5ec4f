import type { StreamEvent } from '../inspect/events/stream-event.js';
import { eventLabels, type Lane } from './event-label.js';

/** One or several events that say the same sort of thing, one right after the other. */
export interface TimelineRow {
  readonly lane: Lane;
  readonly texts: readonly string[];
  readonly first: StreamEvent;
  /** How long nothing had come before it, in milliseconds, where that is worth a row. */
  readonly silentMs: number;
}

/** A silence of this length is worth a row of its own. */
const SILENCE_MS = 1_000;

/** The events as rows; neighbours of one sort share one. */
export function timelineRows(events: readonly StreamEvent[]): readonly TimelineRow[] {
  const rows: { lane: Lane; texts: string[]; first: StreamEvent; silentMs: number }[] = [];
  let beforeMs = 0;
  for (const event of events) {
    const gapMs = (event.atMs ?? 0) - beforeMs;
    beforeMs = event.atMs ?? 0;
    for (const [index, { lane, text }] of eventLabels(event).entries()) {
      const silentMs = index === 0 && gapMs >= SILENCE_MS ? gapMs : 0;
      const last = rows.at(-1);
      if (last?.lane === lane && silentMs === 0 && lane !== 'error') last.texts.push(text);
      else rows.push({ lane, texts: [text], first: event, silentMs });
    }
  }
  return rows;
}
