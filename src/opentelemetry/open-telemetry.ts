import { type MeterProvider, metrics, trace, type TracerProvider } from '@opentelemetry/api';

import { checkOptions } from '../check-options.js';
import type { StreamObserver } from '../index.js';
import { CallTelemetry, type Instruments } from './call-telemetry.js';
import { type TelemetryNames, telemetryNames } from './names.js';

/** What `openTelemetry` writes, and by which names. */
export interface TelemetryOptions {
  /** The `gen_ai.provider.name` of all calls. Default: by the host of the base URL, else by the protocol. */
  readonly provider?: string | undefined;
  /** Whether prompts and answers are written, as attributes of the span: instructions, messages, text, reasoning and tool calls. Default false: no word of them. */
  readonly content?: boolean | undefined;
  /** Whether the time between chunks is measured, in a histogram. It costs as much as reading the frame. Default false. */
  readonly perChunk?: boolean | undefined;
  /** Names to be used in place of those in `telemetryNames`. */
  readonly names?: Partial<TelemetryNames> | undefined;
  /** Makes the spans. Default: the global one. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Makes the metrics. Default: the global one. */
  readonly meterProvider?: MeterProvider | undefined;
}

/** Seconds, as the conventions advise them for generative models. */
const DURATION_BOUNDARIES = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

/**
 * An observer that writes one span for each call, from the subscription to the teardown, over all its attempts, and its metrics.
 *
 * The span is a child of what is active where somebody subscribes. A retry, a restart and a fallback are events in it. A call that fails has
 * the status error and `error.type`; one that is cancelled has neither, and `framewise.outcome` says `cancelled`. The server's messages are
 * not written, because they may quote the prompt, and nothing else of prompts and answers is, unless `content` is set. It sends nothing by
 * itself: without an SDK in the program all of it does nothing.
 *
 * ```ts
 * const ask = bindFrames(messages, { baseUrl, apiKey, observer: openTelemetry() });
 * ask({ model, messages: turns }).pipe(reliably(), text());
 * ```
 *
 * @param options what is written, and by which names.
 */
export function openTelemetry(options: TelemetryOptions = {}): StreamObserver {
  checkOptions('openTelemetry', options, { provider: 1, content: 1, perChunk: 1, names: 1, tracerProvider: 1, meterProvider: 1 });
  const { provider, content = false, perChunk = false, names: others = {}, tracerProvider = trace, meterProvider = metrics } = options;
  checkOptions<object>('names', others, Object.fromEntries(Object.keys(telemetryNames).map((name) => [name, 'string'])));
  const names = { ...telemetryNames, ...others };
  let instruments: Instruments | undefined;
  const open = (): Instruments => {
    const meter = meterProvider.getMeter('framewise');
    const histogram = (name: string, description: string) => meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: DURATION_BOUNDARIES } });
    return {
      tracer: tracerProvider.getTracer('framewise'),
      duration: histogram(names.durationMetric, 'How long calls take.'),
      timeToFirstChunk: histogram(names.timeToFirstChunkMetric, 'How long the first chunk takes.'),
      timePerOutputChunk: perChunk ? histogram(names.timePerOutputChunkMetric, 'How long each further chunk takes.') : undefined,
      names,
      provider,
      hasContent: content,
    };
  };
  // Opened by the first call: an SDK that is set up after this module was loaded is found.
  return { start: (call) => new CallTelemetry((instruments ??= open()), call) };
}
