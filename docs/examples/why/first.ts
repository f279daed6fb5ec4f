import { messages, reliably, streamFrames, text } from 'framewise';
import { mockGateway } from 'framewise/testing';

const overloaded = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } };
const gateway = await mockGateway({ script: [overloaded, { text: ['Hello', ', world'], fault: { kind: 'end', afterText: 'Hello' } }] });

streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any', max_tokens: 100, messages: [] } })
  .pipe(reliably(), text())
  .subscribe({ next: console.log, error: ({ type, advice }) => console.log(`${type}: ${advice}`) })
  .add(() => void gateway.close());
