import type { Fault } from '../fault.js';
import { type Check, isMs, need, needFields } from './need-fields.js';

const fields: Readonly<Record<keyof Fault, readonly [check: Check, expectation: string]>> = {
  kind: [(value) => ['reset', 'close', 'end', 'stall'].some((kind) => kind === value), 'reset, close, end or stall'],
  beforeHeaders: [(value) => value === true, 'true'],
  atByte: [Number.isInteger, 'a whole number'],
  atEvent: [Number.isInteger, 'a whole number'],
  afterText: [(value) => typeof value === 'string' && value !== '', 'a string that is not empty'],
  afterMs: [isMs, 'milliseconds'],
  heartbeatMs: [(value) => isMs(value) && value !== 0, 'milliseconds above 0'],
};

/**
 * Checks a fault before anything depends on it.
 *
 * @param hasText whether the reply is an answer, so that its text can be counted.
 * @throws TypeError that names the entry, the field and what was expected.
 */
export function checkFault(fault: object, hasText: boolean, name: string): asserts fault is Fault {
  needFields(fault, fields, name);
  const { kind, beforeHeaders, atByte, atEvent, afterText, afterMs, heartbeatMs } = fault as Partial<Fault>;
  need(kind !== undefined, name, 'kind is missing');
  const places = Object.entries({ beforeHeaders, atByte, atEvent, afterText }).filter(([, place]) => place !== undefined);
  need(places.length < 2, name, `${places.map(([place]) => place).join(' and ')} exclude each other`);
  need(afterText === undefined || hasText, name, 'afterText needs an answer with text');
  need(beforeHeaders === undefined || kind !== 'end', name, 'a body cannot end before the headers: use close');
  need(heartbeatMs === undefined || kind === 'stall', name, 'heartbeatMs belongs to a stall');
  need(heartbeatMs === undefined || beforeHeaders === undefined, name, 'no heartbeat can come before the headers');
  need(afterMs === undefined || kind !== 'stall', name, 'a stall never comes to an end, so it has no afterMs');
}
