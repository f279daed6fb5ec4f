import { responses } from 'framewise';

import { EventCursor, NumberCursor } from '../../src/resume/cursor.js';

const rules = responses.background;
if (!rules) throw new Error('Responses have background answers.');

describe('NumberCursor', () => {
  it('knows its place once it has seen the id and a number', () => {
    const cursor = new NumberCursor(rules, () => undefined);
    expect(cursor.place).toBeUndefined();
    expect(cursor.takesPayload({ type: 'response.created', sequence_number: 0, response: { id: 'r' } })).toBe(true);
    expect([cursor.id, cursor.place]).toEqual(['r', 0]);
  });

  it('judges nothing inside of a connection, whatever the numbers are', () => {
    let gaps = 0;
    const cursor = new NumberCursor(rules, () => { gaps += 1; });
    cursor.takesPayload({ response: { id: 'r' }, sequence_number: 0 });
    for (const number of [0, 0, 9, 3, undefined]) expect(cursor.takesPayload({ sequence_number: number })).toBe(true);
    cursor.beginConnection();
    // These numbers never counted, so nothing follows from a gap.
    expect(cursor.takesPayload({ sequence_number: 20 })).toBe(true);
    expect(gaps).toBe(0);
  });

  it('drops at a seam what lies at or below its place, and tells a gap', () => {
    let gaps = 0;
    const cursor = new NumberCursor(rules, () => { gaps += 1; });
    cursor.takesPayload({ response: { id: 'r' }, sequence_number: 0 });
    cursor.takesPayload({ sequence_number: 1 });
    cursor.beginConnection();
    expect([0, 1, 2].map((number) => cursor.takesPayload({ sequence_number: number }))).toEqual([false, false, true]);
    cursor.beginConnection();
    expect(cursor.takesPayload({ sequence_number: 4 })).toBe(false);
    expect(gaps).toBe(1);
  });
});

describe('EventCursor', () => {
  it('counts an event once it was read to its end: the last one may be cut', () => {
    const cursor = new EventCursor(() => undefined);
    cursor.takesEvent({ id: '1', data: 'a' });
    cursor.confirm(true);
    cursor.takesEvent({ id: '2', data: '{"cut' });
    expect(cursor.place).toBe('1');
    cursor.beginConnection();
    expect(cursor.takesEvent({ id: '2', data: '{"cut":1}' })).toBe(true);
    cursor.confirm(true);
    expect(cursor.place).toBe('2');
  });

  it('counts an event that gave no frame when the next one comes', () => {
    const cursor = new EventCursor(() => undefined);
    cursor.takesEvent({ id: '1', data: 'null' });
    cursor.takesEvent({ id: '2', data: 'a' });
    expect(cursor.place).toBe('1');
  });
});
