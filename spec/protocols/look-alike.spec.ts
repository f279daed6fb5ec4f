import { looksLike } from '../../src/protocols/look-alike.js';

describe('looksLike', () => {
  it.each([
    [{ object: 'chat.completion.chunk' }, 'chat-completions'],
    [{ type: 'response.created' }, 'responses'],
    [{ type: 'content_block_delta' }, 'messages'],
    [{ type: 'message_start' }, 'messages'],
    [{ type: 'telemetry', object: 'chat.completion.chunk' }, undefined],
    [{ type: 5 }, undefined],
    [{ type: 'response.keepalive' }, undefined],
    [{}, undefined],
  ])('%j looks like %s', (payload, name) => {
    expect(looksLike(payload)).toBe(name);
  });
});
