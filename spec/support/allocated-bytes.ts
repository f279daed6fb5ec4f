import { GCProfiler, getHeapStatistics } from 'node:v8';

import { median } from './median.js';

const MEASUREMENTS = 5;

/**
 * How much memory something asks for, in bytes, what is garbage again included: between two collections the heap grows by just that.
 * It is the same on a busy machine as on an idle one, where the time it takes is not. One measurement in a hundred is off, by half a
 * megabyte (V8 gives memory out in pages) or, where a great collection falls into it, by many: the middle one of five is told.
 */
export function allocatedBytes(run: () => void): number {
  return median(Array.from({ length: MEASUREMENTS }, () => allocatedBytesOnce(run)));
}

function allocatedBytesOnce(run: () => void): number {
  const profiler = new GCProfiler();
  profiler.start();
  let heapBytes = getHeapStatistics().used_heap_size;
  run();
  const leftBytes = getHeapStatistics().used_heap_size;
  let bytes = 0;
  for (const { beforeGC, afterGC } of profiler.stop()?.statistics ?? []) {
    bytes += beforeGC.heapStatistics.usedHeapSize - heapBytes;
    heapBytes = afterGC.heapStatistics.usedHeapSize;
  }
  return bytes + leftBytes - heapBytes;
}
