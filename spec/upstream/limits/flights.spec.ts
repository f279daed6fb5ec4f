import { Flights } from '../../../src/upstream/limits/flights.js';

describe('Flights', () => {
  it('count those that are not answered, each once', () => {
    const flights = new Flights();
    const [first] = [flights.send(0), flights.send(1)];
    expect([flights.answer(first), flights.answer(first), flights.unanswered]).toEqual([true, false, 1]);
  });

  it('tell when the request of a response was sent, and how many others may have been counted after it', () => {
    const flights = new Flights();
    flights.answer(flights.send(0)); // before it, for certain
    const [earlier, one, later] = [flights.send(10), flights.send(20), flights.send(30)];
    flights.answer(later);
    expect(flights.telling(one, 50)).toEqual({ sentAtMs: 20, unanswered: 1, maybeAfter: 2 });
    expect(flights.telling(earlier, 50)).toEqual({ sentAtMs: 10, unanswered: 0, maybeAfter: 2 });
  });

  it('take a response of which nobody knows whose it is for a fresh one of any of them', () => {
    const flights = new Flights();
    expect(flights.telling(undefined, 100)).toEqual({ sentAtMs: 50, unanswered: 0, maybeAfter: 0 });
    flights.send(0);
    flights.send(0);
    expect(flights.telling({}, 100)).toMatchObject({ unanswered: 1, maybeAfter: 1 });
  });
});
