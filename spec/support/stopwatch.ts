import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * How long something takes on the clock, in milliseconds, less the longest time for which this process could not run: how late the machine
 * is says nothing of what is measured. What only computes is measured by `cpuMs`.
 */
export function startStopwatch(): { elapsedMs(): number } {
  const late = monitorEventLoopDelay({ resolution: 5 });
  late.enable();
  const startMs = performance.now();
  return {
    elapsedMs: () => {
      late.disable();
      return performance.now() - startMs - late.max / 1e6;
    },
  };
}
