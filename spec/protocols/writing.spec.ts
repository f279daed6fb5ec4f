import { createdSeconds, eventOfType, newId, openAiError } from '../../src/protocols/writing.js';

describe('newId', () => {
  it('is another one each time, and always the same for an imitation', () => {
    expect(newId('msg_', false)).toMatch(/^msg_[\da-f]{32}$/);
    expect(newId('msg_', false)).not.toBe(newId('msg_', false));
    expect(newId('msg_', true)).toBe('msg_1');
  });
});

describe('createdSeconds', () => {
  it('counts whole seconds, and knows no clock in an imitation', () => {
    expect(createdSeconds({ createdAt: new Date(1_800_000_000_999) })).toBe(1_800_000_000);
    expect(createdSeconds({ imitate: true })).toBe(1_700_000_000);
  });
});

describe('openAiError', () => {
  it('says null for what is not known', () => {
    expect(openAiError({ type: 'api_error', message: 'm' })).toEqual({ error: { message: 'm', type: 'api_error', param: null, code: null } });
  });
});

describe('eventOfType', () => {
  it('repeats the type of a payload that has one', () => {
    expect(eventOfType({ type: 'ping' })).toBe('ping');
    expect(eventOfType({ type: 5 })).toBeUndefined();
  });
});
