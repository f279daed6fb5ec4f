// What every compiler must understand of the package: each entry point, its types without skipLibCheck, and an order that it refuses.
import { ApiError, collect, type Completion, failOnErrorFrame, type Frame, messages, reliably, streamFrames, text } from 'framewise';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import type { Observable } from 'rxjs';

const reply: Reply = { text: 'Hello', fault: { kind: 'reset', afterText: 'Hel' } };
const gateway: Promise<MockGateway> = mockGateway({ script: [reply, (request) => ({ text: request.path })] });

export const frames = streamFrames(messages, { baseUrl: 'http://127.0.0.1', apiKey: 'k', body: {} });
export const words: Observable<string> = frames.pipe(reliably(), text());
export const answers: Observable<Completion> = frames.pipe(failOnErrorFrame(), collect());
export const typeOf = (error: unknown): string => (ApiError.is(error) ? error.type : typeof error);
export const kindOf = (frame: Frame<object>): string => frame.kind;
export { gateway };

// @ts-expect-error -- an error frame is not looked at
void frames.pipe(collect());
