const { TestEnvironment } = require('jest-environment-node');

require('./quick-coverage.cjs');

/** What a spec may not leave open, by the names that Node gives to what keeps a process alive. */
const watched = new Set(['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap', 'FSEventWrap']);
const PATIENCE_MS = 3_000;

/** Jest's environment of Node, in which a file of specs fails that leaves a socket, a server, a child process or a timer behind. */
module.exports = class WatchfulEnvironment extends TestEnvironment {
  #timers = new Set();
  #before = new Map();

  async setup() {
    await super.setup();
    // See typescript.ts.
    this.global.requireOnce = require;
    for (const name of ['setTimeout', 'setInterval']) {
      this.global[name] = new Proxy(this.global[name], {
        apply: (start, self, args) => {
          const timer = Reflect.apply(start, self, args);
          this.#timers.add(timer);
          if (this.#timers.size > 10_000) this.#timers = new Set([...this.#timers].filter(isRunning));
          return timer;
        },
      });
    }
  }

  async handleTestEvent({ name }) {
    if (name === 'run_start') this.#before = openResources();
    if (name === 'run_finish') await this.#refuseLeftovers();
  }

  async #refuseLeftovers() {
    // A socket closes some turns after its last use.
    const endMs = performance.now() + PATIENCE_MS;
    while (this.#leftovers().length > 0 && performance.now() < endMs) await new Promise((resolve) => setImmediate(resolve));
    const left = this.#leftovers();
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  }

  #leftovers() {
    const open = [...openResources()].filter(([name, count]) => count > (this.#before.get(name) ?? 0)).map(([name]) => name);
    const timers = [...this.#timers].filter(isRunning).map(({ _idleTimeout }) => `a timer of ${_idleTimeout} ms`);
    return [...open, ...timers];
  }
};

function openResources() {
  const counts = new Map();
  for (const name of process.getActiveResourcesInfo()) if (watched.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Whether a timer is still to fire and keeps the process alive until then. */
function isRunning(timer) {
  return timer._destroyed === false && timer.hasRef();
}
