import type { Fault } from '../fault.js';

/**
 * @param events the sizes of the events of the body, in bytes.
 * @param bodyBytes the size of the whole body, with what trails the events.
 * @param eventsToText how many events stand before the end of `fault.afterText`.
 * @returns how many bytes of the body arrive.
 * @throws TypeError if the body is too short to have that place.
 */
export function faultByte(fault: Fault, events: readonly number[], bodyBytes: number, eventsToText?: number): number {
  const { beforeHeaders, atByte, atEvent } = fault;
  if (beforeHeaders === true) return 0;
  if (atByte !== undefined) return within('fault.atByte', atByte, bodyBytes, 'bytes');
  const count = atEvent === undefined ? eventsToText : within('fault.atEvent', atEvent, events.length, 'events');
  if (count === undefined) return bodyBytes;
  return events.slice(0, count).reduce((sum, bytes) => sum + bytes, 0);
}

function within(name: string, place: number, size: number, unit: string): number {
  const fromStart = place < 0 ? size + place : place;
  if (fromStart >= 0 && fromStart <= size) return fromStart;
  throw new TypeError(`${name}: ${String(place)} lies outside of the body, which has ${String(size)} ${unit}`);
}
