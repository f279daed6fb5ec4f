import { lastValueFrom, toArray } from 'rxjs';

import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { readOtherContent } from '../../../src/wire/reading/read-other-content.js';
import { readResponse } from '../../../src/wire/reading/read-response.js';

const whole = { object: 'chat.completion', choices: [{ index: 0, message: { content: 'Hi' }, finish_reason: 'stop' }] };
const framesIn = (body: string, contentType = 'application/json', maxFrameChars?: number) =>
  lastValueFrom(readOtherContent(chatCompletions, readResponse(new Response(body, { headers: { 'content-type': contentType } })), { maxFrameChars }, {}).pipe(toArray()));

describe('readOtherContent', () => {
  it('reads an event stream, whatever its type says', async () => {
    await expect(framesIn('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n', 'text/plain')).resolves.toMatchObject([{ kind: 'data' }, { kind: 'terminal' }]);
  });

  it('reads a whole answer', async () => {
    await expect(framesIn(JSON.stringify(whole, null, 2))).resolves.toMatchObject([{ kind: 'data', deltas: [{ type: 'text', text: 'Hi' }, { type: 'finish' }] }, { kind: 'terminal' }]);
  });

  it.each([
    ['an error as JSON', JSON.stringify({ error: { type: 'overloaded_error', message: 'busy' } }), 'application/json', { origin: 'http', type: 'overloaded_error' }],
    ['JSON that is no answer', '{"ok":true}', 'application/json', { type: 'unexpected_content', raw: { ok: true } }],
    ['JSON that was cut', '{"object":"chat', 'application/json', { type: 'truncated_stream' }],
    ['a page', '<html>', 'text/html', { type: 'unexpected_content', message: 'Expected text/event-stream, got text/html.' }],
  ])('fails for %s', async (_, body, contentType, error) => {
    await expect(framesIn(body, contentType)).rejects.toMatchObject(error);
  });

  it('fails for an answer that is longer than frames may be', async () => {
    await expect(framesIn(JSON.stringify(whole), 'application/json', 20)).rejects.toMatchObject({ type: 'frame_too_large', message: 'The answer is longer than 20 characters.' });
  });
});
