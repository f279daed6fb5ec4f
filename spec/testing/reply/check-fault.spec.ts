import { checkFault } from '../../../src/testing/reply/check-fault.js';

const check = (fault: object, hasText = false) => { checkFault(fault, hasText, 'script[0]: fault'); };

describe('checkFault', () => {
  it.each([{ kind: 'reset', atByte: -1 }, { kind: 'stall', heartbeatMs: 5 }, { kind: 'close', beforeHeaders: true }])('lets %j pass', (fault) => {
    expect(() => { check(fault); }).not.toThrow();
  });

  it.each([
    [{}, 'kind is missing'],
    [{ kind: 'break' }, 'kind must be reset, close, end or stall'],
    [{ kind: 'reset', atByte: 1, atEvent: 1 }, 'atByte and atEvent exclude each other'],
    [{ kind: 'reset', afterText: 'Hi' }, 'afterText needs an answer with text'],
    [{ kind: 'end', beforeHeaders: true }, 'a body cannot end before the headers: use close'],
    [{ kind: 'reset', heartbeatMs: 5 }, 'heartbeatMs belongs to a stall'],
    [{ kind: 'stall', beforeHeaders: true, heartbeatMs: 5 }, 'no heartbeat can come before the headers'],
    [{ kind: 'stall', afterMs: 5 }, 'a stall never comes to an end, so it has no afterMs'],
  ])('says what is wrong with %j', (fault, complaint) => {
    expect(() => { check(fault); }).toThrow(new TypeError(`script[0]: fault: ${complaint}`));
  });
});
