import { metrics, trace } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';

const A_DAY_MS = 86_400_000;

/**
 * The real SDK, for this whole process, with nobody who exports anything: what an exporter costs is its own affair. It stands here because the benchmark's peers
 * bring a copy of the API of their own, which the toolkit does not use.
 */
export function discardTelemetry(): void {
  const discard = { onStart: () => undefined, onEnd: () => undefined, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [discard] }));
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: A_DAY_MS })] }));
}
