import { lastValueFrom } from 'rxjs';

import {
  ApiError, chatCompletions, failOnErrorFrame, messages, type Protocol,
responses, retryWithBackoff, streamFrames, text, untilTerminal, } from '../../src/index.js';
import { type Fault, type MockGateway, mockGateway } from '../../src/testing/index.js';

const protocols: readonly Protocol[] = [chatCompletions, responses, messages];

/** The text of one stream until it ended, and the error that ended it. */
function play(gateway: MockGateway, protocol: Protocol): Promise<{ said: string; error: ApiError | undefined }> {
  return new Promise((resolve) => {
    let said = '';
    streamFrames(protocol, { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } })
      .pipe(failOnErrorFrame(), untilTerminal(), text())
      .subscribe({
        next: (piece) => (said += piece),
        error: (error: unknown) => {
          resolve({ said, error: ApiError.is(error) ? error : undefined });
        },
        complete: () => {
          resolve({ said, error: undefined });
        },
      });
  });
}

describe.each(protocols.map((protocol) => [protocol.name, protocol] as const))('the mock gateway, asked in %s', (_, protocol) => {
  it('answers in the protocol of the path, and knows which it was', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello, world' }] });
    expect(await play(gateway, protocol)).toEqual({ said: 'Hello, world', error: undefined });
    expect(gateway.requests[0]).toMatchObject({ method: 'POST', protocol, body: { model: 'any', stream: true } });
  });

  it('fails before the stream in the form of the protocol', async () => {
    await using gateway = await mockGateway({
      script: [{ status: 429, headers: { 'retry-after': '1' }, error: { type: 'rate_limit_error', message: 'Slow down' } }],
    });
    const { error } = await play(gateway, protocol);
    expect(error).toMatchObject({ type: 'rate_limit_error', message: 'Slow down', origin: 'http', status: 429, retryAfterMs: 1000 });
  });

  it('fails late in the form of the protocol', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } }] });
    const { said, error } = await play(gateway, protocol);
    expect([said, error?.type, error?.origin, error?.message]).toEqual(['Hello', 'overloaded_error', 'stream', 'Overloaded']);
  });

  it.each<[Fault, string, string]>([
    [{ kind: 'reset', afterText: 'Hello' }, 'Hello', 'connection_reset'],
    [{ kind: 'close', afterText: 'Hello, w' }, 'Hello, w', 'connection_closed'],
    [{ kind: 'end', afterText: 'Hello' }, 'Hello', 'truncated_stream'],
    [{ kind: 'reset', beforeHeaders: true }, '', 'connection_reset'],
    [{ kind: 'close', beforeHeaders: true }, '', 'connection_closed'],
  ])('breaks where the script says: %j', async (fault, expected, type) => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello, world', fault }] });
    const { said, error } = await play(gateway, protocol);
    expect([said, error?.type]).toEqual([expected, type]);
  });

  it('shows that a stream lets go of its socket behind the terminal, whatever the server does', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello', fault: { kind: 'stall' } }] });
    expect((await play(gateway, protocol)).said).toBe('Hello');
    expect(await gateway.requests[0]?.closed).toBe('client');
  });

  it('is out of replies for good: its 501 is not worth a retry', async () => {
    await using gateway = await mockGateway({ script: [] });
    const frames = streamFrames(protocol, { baseUrl: gateway.baseUrl, apiKey: 'test', body: {} });
    await expect(lastValueFrom(frames.pipe(failOnErrorFrame(), retryWithBackoff()), { defaultValue: 'no frame' })).rejects.toMatchObject({
      status: 501, retryable: false, message: "the mock gateway's script has no reply for request 1",
    });
    expect(gateway.requests).toHaveLength(1);
  });
});
