import { capital, counted, timeSpan } from '../../../src/cli/terminal/wording.js';

describe('wording', () => {
  it('counts things in words', () => {
    expect([counted(1, 'event'), counted(0, 'event'), counted(1_204, 'event')]).toEqual(['1 event', '0 events', '1,204 events']);
  });

  it('says a time in the unit that fits', () => {
    expect([0, 999.4, 1_000, 99_999, 100_000, 200_000].map(timeSpan)).toEqual(['0 ms', '999 ms', '1.00 s', '100.00 s', '1 min 40 s', '3 min 20 s']);
  });

  it('begins a sentence', () => {
    expect([capital('event 3'), capital('')]).toEqual(['Event 3', '']);
  });
});
