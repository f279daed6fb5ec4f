import { ResponseContext } from '../../../src/wire/parsing/parse-options.js';

describe('the context of a response', () => {
  it('asks the headers for the id of the request when an error wants it, and not before', () => {
    const asked: string[] = [];
    const headers = new Headers({ 'x-request-id': 'req_1' });
    const context = new ResponseContext({ get: (name) => (asked.push(name), headers.get(name)) }, ['key']);
    expect([asked, context.secrets]).toEqual([[], ['key']]);
    expect(context.requestId).toBe('req_1');
    expect(asked).toContain('x-request-id');
  });
});
