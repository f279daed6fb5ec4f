import { format } from 'node:util';
import { chatCompletions, failOnErrorFrame, fallBackTo, logFailures, type Logger, messages, type Protocol, reliably, retryWithBackoff, streamFrames, text, untilTerminal, Upstream } from 'framewise';
import { mockGateway, type Reply } from 'framewise/testing';
import { concatMap, delay, lastValueFrom, of } from 'rxjs';

const overloaded: Reply = { status: 529, error: { type: 'overloaded_error', message: 'Over %s loaded' } };
const cut: Reply = { text: 'Hello', fault: { kind: 'end', afterText: 'Hello' } };
const about = "protocol: 'messages', host: 'HOST', model: 'small', label: 'chat'";

/** The lines as a console prints them. */
function recorder() {
  const lines: string[] = [];
  const line = (level: string) => (...parts: unknown[]) => { lines.push(`${level} ${format(...parts)}`); };
  const logger: Logger = { warn: line('warn'), error: line('error') };
  return { lines, logger };
}

async function linesOf(script: Reply[], run: (baseUrl: string, logger: Logger) => Promise<unknown>): Promise<string[]> {
  await using gateway = await mockGateway({ script });
  const { lines, logger } = recorder();
  await run(gateway.baseUrl, logger).catch(() => undefined);
  return lines.map((line) => line.replaceAll(new URL(gateway.baseUrl).host, 'HOST'));
}

const ask = (baseUrl: string, { protocol = messages, model = 'small', label = 'chat' }: { protocol?: Protocol; model?: string; label?: string } = {}) =>
  streamFrames<object>(protocol, { baseUrl: `${baseUrl}?key=query-secret`, apiKey: 'key-0123456789', body: { model } }, { label });
const noWait = { initialDelayMs: 0, maxRetries: 1 };

describe('a log line', () => {
  it('begins with the name of the toolkit, is one line, and says who was asked for what, how often, and where more is written', async () => {
    const lines = await linesOf([overloaded, overloaded], (baseUrl, logger) => lastValueFrom(ask(baseUrl).pipe(reliably({ ...noWait, logger }))));
    const told = "message: 'Over %s loaded', type: 'overloaded_error', origin: 'http', status: 529";
    const end = "advice: 'Retry with capped backoff: the server is failing or overloaded, and the request may be fine.', help: 'framewise/docs/troubleshooting.md#retryLater' }";
    expect(lines).toEqual([
      `warn framewise: Attempt 2 begins in 0 ms, after: { ${about}, ${told}, attempts: 1, ${end}`,
      `error framewise: The stream failed: { ${about}, ${told}, attempts: 2, ${end}`,
    ]);
  });

  it('says so of errors that the operators themselves make', async () => {
    const [line] = await linesOf([cut], (baseUrl, logger) => lastValueFrom(ask(baseUrl).pipe(failOnErrorFrame(), untilTerminal(), logFailures({ logger }))));
    expect(line).toMatch(new RegExp(`^error framewise: The stream failed: \\{ ${about}, message: '.*', type: 'truncated_stream', .* \\}$`));
  });

  it('says so of a retry that logs by itself, and of one that waits for a place', async () => {
    const alone = await linesOf([overloaded, overloaded], (baseUrl, logger) => lastValueFrom(ask(baseUrl).pipe(failOnErrorFrame(), retryWithBackoff({ ...noWait, logger }))));
    const queued = await linesOf([overloaded, overloaded], (baseUrl, logger) => lastValueFrom(ask(baseUrl).pipe(reliably({ ...noWait, logger, upstream: new Upstream({ maxConcurrent: 1 }) }))));
    for (const lines of [alone, queued]) {
      expect(lines).toHaveLength(2);
      expect(lines.filter((line) => line.includes(`{ ${about}, `))).toHaveLength(2);
    }
  });

  it('names the source that failed, also behind a fallback', async () => {
    const lines = await linesOf([overloaded, cut], (baseUrl, logger) => {
      const second = ask(baseUrl, { protocol: chatCompletions, model: 'large', label: 'second' });
      return lastValueFrom(ask(baseUrl).pipe(failOnErrorFrame(), untilTerminal(), fallBackTo(() => second.pipe(failOnErrorFrame(), untilTerminal())), logFailures({ logger })));
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("{ protocol: 'chat-completions', host: 'HOST', model: 'large', label: 'second', message: ");
  });

  it('leaves out what nobody knows', async () => {
    const { lines, logger } = recorder();
    const open = () => Promise.resolve(new Response('', { headers: { 'content-type': 'text/event-stream' } }));
    await lastValueFrom(streamFrames(messages, open).pipe(reliably({ maxRetries: 0, logger }))).catch(() => undefined);
    expect(lines[0]).toContain("failed: { protocol: 'messages', message: ");
    expect(lines[0]).not.toContain('undefined');
  });

  it('knows nobody where the stream is subscribed to later, and says the rest', async () => {
    const lines = await linesOf([overloaded], (baseUrl, logger) => lastValueFrom(of(0).pipe(delay(0), concatMap(() => ask(baseUrl)), logFailures({ logger }))));
    expect(lines[0]).toMatch(/^error framewise: The stream failed: \{ message: /);
  });

  it('holds no key and no query', async () => {
    const lines = await linesOf([overloaded, overloaded], (baseUrl, logger) => lastValueFrom(ask(baseUrl).pipe(reliably({ ...noWait, logger }))));
    expect(lines.join()).not.toMatch(/query-secret|key-0123456789/);
  });

  it('is not written where the logger is false', async () => {
    const lines = await linesOf([overloaded, overloaded], (baseUrl) => lastValueFrom(ask(baseUrl).pipe(reliably({ ...noWait, logger: false }), text())));
    expect(lines).toEqual([]);
  });
});
