import { defineProtocol, type Protocol } from '../src/protocol.js';

const record: Protocol = {
  name: 'words',
  path: '/words',
  headers: () => ({}),
  endsAtDone: true,
  openReader: () => ({ read: (payload) => ({ kind: 'unknown', payload }), isWhole: () => false }),
};

describe('defineProtocol', () => {
  it('gives back the very record, frozen', () => {
    const words = { ...record };
    expect(defineProtocol(words)).toBe(words);
    expect(Object.isFrozen(words)).toBe(true);
  });

  it('refuses a record without a name, and a path that joins to nothing', () => {
    expect(() => defineProtocol({ ...record, name: '' })).toThrow(new TypeError('A protocol needs a name.'));
    expect(() => defineProtocol({ ...record, path: 'words' })).toThrow(new TypeError('The path of words must begin with a slash.'));
  });
});
