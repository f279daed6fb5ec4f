import { blockData, type Place } from './block-data.js';
import { jsonFault } from './json-fault.js';
import type { StreamEvent } from './stream-event.js';

/** Where to look in an event: at the character where its data stop being JSON, else where its data begin. */
export function eventPlace({ block, kind }: StreamEvent): Place {
  const data = blockData(block);
  const fault = kind === 'malformed' || kind === 'half' ? jsonFault(data.text) : undefined;
  return data.placeOf(fault ?? 0);
}

/** `event 7 (line 21, byte 3,401)`. */
export function eventName(event: StreamEvent): string {
  return `event ${String(event.number)} (${placeName(eventPlace(event))})`;
}

/** `line 21, byte 3,401`. */
export function placeName(place: Place): string {
  return `line ${String(place.line.number)}, byte ${byteOf(place).toLocaleString('en-US')}`;
}

/** The offset in the recording, counted from 0. */
export function byteOf({ line, column }: Place): number {
  return line.atByte + Buffer.byteLength(line.text.slice(0, column));
}
