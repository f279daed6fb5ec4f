import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

/** A histogram, as far as specs look at it. */
export interface Collected {
  readonly name: string;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly attributes: Record<string, unknown>;
}

/** The real SDK, with exporters that keep what they are given. */
export class Collector {
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] });
  readonly meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: this.#metrics, exportIntervalMillis: 86_400_000 })] });

  get spans(): ReadableSpan[] {
    return this.#spans.getFinishedSpans();
  }

  async metrics(): Promise<Collected[]> {
    this.#metrics.reset();
    await this.meterProvider.forceFlush();
    const all = this.#metrics.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics }) => metrics);
    return all.flatMap(({ descriptor: { name, unit }, dataPoints }) =>
      dataPoints.map(({ value, attributes }) => ({ name, unit, count: (value as { count: number }).count, sum: (value as { sum: number }).sum, attributes })));
  }

  async close(): Promise<void> {
    await this.tracerProvider.shutdown();
    await this.meterProvider.shutdown();
  }
}

/** Contexts that follow timers and promises, as the SDK for Node has them. */
export function useContexts(): () => void {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, run, self, ...args) => storage.run(active, () => run.call(self as never, ...args)),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
  return () => { context.disable(); };
}
