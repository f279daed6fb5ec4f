import type { Fault } from '../../../src/testing/fault.js';
import { faultByte } from '../../../src/testing/reply/fault-byte.js';

const at = (place: Partial<Fault>, eventsToText?: number) => faultByte({ kind: 'reset', ...place }, [10, 20, 30], 65, eventsToText);

describe('faultByte', () => {
  it('counts from the beginning, or from the end', () => {
    expect([{ atByte: 7 }, { atByte: -5 }, { atEvent: 2 }, { atEvent: -1 }].map((place) => at(place))).toEqual([7, 60, 30, 30]);
  });

  it('is the whole body where no place is named, and nothing before the headers', () => {
    expect([at({}), at({ beforeHeaders: true }), at({ afterText: 'Hello' }, 1)]).toEqual([65, 0, 10]);
  });

  it('names a place that the body does not have', () => {
    expect(() => at({ atByte: 66 })).toThrow(new TypeError('fault.atByte: 66 lies outside of the body, which has 65 bytes'));
    expect(() => at({ atEvent: -4 })).toThrow(new TypeError('fault.atEvent: -4 lies outside of the body, which has 3 events'));
  });
});
