import type { Line } from '../recording/recording.js';
import { blockData, type SourcePlace } from './block-data.js';
import { jsonFault } from './json-fault.js';
import type { StreamEvent } from './stream-event.js';

/** Where to look in an event: at the character where its data stop being JSON, else where its data begin. */
export function eventPlace({ block, kind }: StreamEvent): SourcePlace {
  const data = blockData(block);
  const fault = kind === 'malformed' || kind === 'half' ? jsonFault(data.text) : undefined;
  return data.placeOf(fault ?? 0);
}

/** `event 7 (line 21, byte 3,401)`. */
export function eventName(event: StreamEvent): string {
  return `event ${String(event.number)} (${placeName(eventPlace(event))})`;
}

/** `line 21, byte 3,401`. */
export function placeName(place: SourcePlace): string {
  return `line ${String(place.line.number)}, byte ${byteOf(place).toLocaleString('en-US')}`;
}

/** The offset in the recording, counted from 0. */
export function byteOf({ line, column }: SourcePlace): number {
  return line.atByte + bytesBefore(line, column);
}

/** A byte order mark is no character of the text, and bytes that are no UTF-8 are fewer or more than what stands for them. */
function bytesBefore({ bytes, text }: Line, column: number): number {
  if (Buffer.byteLength(text) === bytes.length) return Buffer.byteLength(text.slice(0, column));
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (charsIn(bytes.subarray(0, middle)) < column) low = middle + 1;
    else high = middle;
  }
  // A character that shows what came before it to be no UTF-8 comes together with its replacement.
  return low - Math.max(0, charsIn(bytes.subarray(0, low)) - column);
}

function charsIn(beginning: Uint8Array): number {
  return new TextDecoder().decode(beginning, { stream: true }).length;
}
