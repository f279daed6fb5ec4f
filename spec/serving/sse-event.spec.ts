import { writeSseEvent } from '../../src/serving/sse-event.js';

describe('writeSseEvent', () => {
  it('writes the fields that there are, and a blank line', () => {
    expect(writeSseEvent({ data: 'Hi' })).toBe('data: Hi\n\n');
    expect(writeSseEvent({ data: { a: 1 }, type: 'ping', id: '7', retry: 500 })).toBe('event: ping\nid: 7\nretry: 500\ndata: {"a":1}\n\n');
  });

  it('writes data of many lines as many lines, so that no text begins a field of its own', () => {
    expect(writeSseEvent({ data: 'a\r\nevent: b\rc\n' })).toBe('data: a\ndata: event: b\ndata: c\ndata: \n\n');
  });

  it.each([{ type: 'a\nb' }, { id: 'a\0' }, { id: '1\r' }])('refuses %j: there is no way to write it', (fields) => {
    expect(() => writeSseEvent({ data: '', ...fields })).toThrow(TypeError);
  });
});
