/** The bytes of heap in use, once what is over has been cleared away. Needs `--expose-gc`. */
export async function settledHeap(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(setImmediate);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}
