import { lastValueFrom } from 'rxjs';

// What is measured is what is published.
import { chatCompletions, messages, type Protocol, reliably, responses, streamFrames, type StreamObserver, text } from '../../../dist/index.js';
import { openTelemetry } from '../../../dist/opentelemetry/index.js';
import { discardTelemetry } from '../../support/discard-telemetry.js';
import { type ProtocolName, writeAnswer } from '../answer.js';
import { byteSource, respond } from '../byte-source.js';
import type { Row } from '../measure.js';
import { measurePaired, type Turn } from '../measure-paired.js';
import { textPieces } from '../pieces.js';
import { recordedAnswers } from '../recorded.js';
import type { Fact, Table, Workload } from '../workload.js';

const protocols: Record<ProtocolName, Protocol> = { 'chat-completions': chatCompletions, responses, messages };

const LONG_FRAMES = 10_000;

/**
 * What an observer costs, in 16 KiB chunks, where the least of everything else is in the numbers. A long answer shows what a frame costs; in recorded
 * ones, of some 250 frames each, there is what a call costs, too: its span and its metrics.
 */
export const telemetry: Workload = async ({ quick }) => {
  discardTelemetry();
  const observers: readonly (readonly [name: string, observer: StreamObserver | undefined])[] = [
    ['no observer', undefined],
    ['an observer without hooks', { start: () => ({}) }],
    ['openTelemetry()', openTelemetry()],
    ['openTelemetry({ perChunk: true })', openTelemetry({ perChunk: true })],
  ];
  const tables: Table[] = [];
  const facts: Fact[] = [];
  for (const [name, protocol] of Object.entries(protocols) as [ProtocolName, Protocol][]) {
    const { origin, answers } = recordedAnswers(name);
    const sources = [
      { title: `recorded ${name}`, note: origin, bodies: answers.map(({ in16KiB }) => in16KiB), frames: answers.reduce((sum, answer) => sum + answer.frames, 0) },
      { title: `a long answer of ${name}`, note: 'generated', bodies: [byteSource(writeAnswer(name, textPieces(LONG_FRAMES)), 16_384)], frames: LONG_FRAMES },
    ];
    for (const { title, note, bodies, frames } of sources) {
      const turns = observers.map(([observerName, observer]): Turn => ({ name: observerName, units: frames, run: async () => {
        for (const body of bodies) {
          const stream = streamFrames(protocol, { baseUrl: 'http://127.0.0.1', apiKey: 'none', body: { model: 'any' }, fetch: () => Promise.resolve(respond(body)) }, { observer });
          await lastValueFrom(stream.pipe(reliably(), text()), { defaultValue: '' });
        }
      } }));
      const rows = await measurePaired(turns, { rounds: quick ? 7 : 15, warmUpMs: quick ? 1_000 : 1_500 });
      tables.push({ title: `observers of ${title}`, unit: 'ns per frame', note: `${note}: ${String(bodies.length)} answers, ${String(frames)} frames`, rows });
      if (bodies.length === 1) facts.push({ name: `an observer, ns a frame: ${title}`, value: addedBy('openTelemetry()', rows) });
    }
  }
  return { tables, facts };
};

/** What is added to the first row, within the rounds. */
function addedBy(contender: string, rows: readonly Row[]): number {
  const ratio = rows.find(({ name }) => name === contender)?.ratio ?? NaN;
  return (ratio - 1) * (rows[0]?.value ?? NaN);
}
