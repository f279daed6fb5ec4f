import { NEVER } from 'rxjs';

import { announceAttempt, type Attempt, currentScope, hearAttempts, keepAttempts, markAttempt } from '../../src/scope/attempt-scope.js';

const first: Attempt = { abort: NEVER, asked: () => ({ protocol: 'messages' }) };
const second: Attempt = { abort: NEVER, asked: () => ({ protocol: 'responses' }) };

describe('the scope of an attempt', () => {
  it('hears what is announced while it is subscribed to, and nothing later', () => {
    const heard: Attempt[] = [];
    const told = hearAttempts((attempt) => heard.push(attempt), () => {
      announceAttempt(first);
      return 'what subscribing returns';
    });
    announceAttempt(second);
    expect(told).toBe('what subscribing returns');
    expect(heard).toEqual([first]);
  });

  it('tells an attempt around another one too', () => {
    const heard: string[] = [];
    hearAttempts(() => heard.push('outer'), () => {
      hearAttempts(() => heard.push('inner'), () => { announceAttempt(first); });
    });
    expect(heard).toEqual(['outer', 'inner']);
  });

  it('is kept for a stream that is subscribed to later', () => {
    const heard: Attempt[] = [];
    let later: <T>(subscribe: () => T) => T = (subscribe) => subscribe();
    hearAttempts((attempt) => heard.push(attempt), () => { later = keepAttempts(); });
    later(() => { announceAttempt(second); });
    expect(heard).toEqual([second]);
  });

  it('knows the mark of an attempt, and keeps it', () => {
    const mark = {};
    let later: <T>(subscribe: () => T) => T = (subscribe) => subscribe();
    markAttempt(mark, () => {
      expect(currentScope().mark).toBe(mark);
      later = keepAttempts();
    });
    expect(currentScope().mark).toBeUndefined();
    expect(later(currentScope).mark).toBe(mark);
  });

  it('ends where the subscribing throws', () => {
    const heard: Attempt[] = [];
    expect(() => { hearAttempts((attempt) => heard.push(attempt), () => { throw new Error('no'); }); }).toThrow('no');
    announceAttempt(first);
    expect(heard).toEqual([]);
  });
});
