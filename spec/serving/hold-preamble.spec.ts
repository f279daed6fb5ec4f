import { from, lastValueFrom, Subject, toArray } from 'rxjs';

import { holdPreamble } from '../../src/serving/hold-preamble.js';

const hold = () => holdPreamble((value: string) => [value, '|'], (value) => value === 'word');

describe('holdPreamble', () => {
  it('holds what is written until the first output, and nothing behind it', () => {
    const values = new Subject<string>();
    const sent: string[] = [];
    values.pipe(hold()).subscribe((text) => sent.push(text));
    values.next('start');
    expect(sent).toEqual([]);
    values.next('word');
    values.next('usage');
    expect(sent.join('')).toBe('start|word|usage|');
  });

  it('lets it go at the end, for each subscription anew', async () => {
    const held$ = from(['start', 'usage']).pipe(hold(), toArray());
    expect((await lastValueFrom(held$)).join('')).toBe('start|usage|');
    expect((await lastValueFrom(held$)).join('')).toBe('start|usage|');
  });
});
