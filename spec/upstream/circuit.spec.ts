import { Circuit, type Pass } from '../../src/upstream/circuit.js';

function openedCircuit(): { circuit: Circuit; advance: (ms: number) => void } {
  let now = 1_000;
  const circuit = new Circuit({ failuresInRow: 3, openMs: 100 }, () => now);
  for (let failures = 0; failures < 3; failures += 1) circuit.report(pass(circuit), 'failure');
  return { circuit, advance: (ms) => { now += ms; } };
}

function pass(circuit: Circuit): Pass {
  const held = circuit.enter();
  if (!held) throw new Error('the circuit lets nobody pass');
  return held;
}

describe('Circuit', () => {
  it('opens after failures in a row', () => {
    const { circuit } = openedCircuit();
    expect(circuit.state).toBe('open');
    expect(circuit.enter()).toBeUndefined();
    expect(circuit.waitMs).toBe(100);
  });

  it.each([['success', 'closed'], ['alive', 'open'], ['nothing', 'open']] as const)('counts on from before where %s comes between: %s', (verdict, state) => {
    const circuit = new Circuit({ failuresInRow: 3, openMs: 100 }, () => 0);
    for (const told of ['failure', 'failure', verdict, 'failure'] as const) circuit.report(pass(circuit), told);
    expect(circuit.state).toBe(state);
  });

  it('lets one probe pass after openMs, and nobody beside it', () => {
    const { circuit, advance } = openedCircuit();
    advance(100);
    expect(circuit.state).toBe('half-open');
    expect(pass(circuit).isProbe).toBe(true);
    expect(circuit.enter()).toBeUndefined();
    expect(circuit.state).toBe('half-open');
  });

  it.each([['success', 'closed'], ['alive', 'closed'], ['failure', 'open'], ['nothing', 'half-open']] as const)('is after a probe with %s: %s', (verdict, state) => {
    const { circuit, advance } = openedCircuit();
    advance(100);
    circuit.report(pass(circuit), verdict);
    expect(circuit.state).toBe(state);
    expect(circuit.enter() === undefined).toBe(state === 'open');
  });

  it('lets another probe pass where one hangs for openMs', () => {
    const { circuit, advance } = openedCircuit();
    advance(100);
    pass(circuit);
    advance(99);
    expect(circuit.enter()).toBeUndefined();
    advance(1);
    expect(pass(circuit).isProbe).toBe(true);
  });

  it('needs the whole row again after it has closed', () => {
    const { circuit, advance } = openedCircuit();
    advance(100);
    circuit.report(pass(circuit), 'success');
    circuit.report(pass(circuit), 'failure');
    circuit.report(pass(circuit), 'failure');
    expect(circuit.state).toBe('closed');
  });

  describe('whose row is long enough', () => {
    const failed = ({ isAwaited }: { isAwaited: boolean }): { circuit: Circuit; slow: Pass; advance: (ms: number) => void } => {
      let now = 0;
      const circuit = new Circuit({ failuresInRow: 2, openMs: 100 }, () => now);
      const before = isAwaited ? undefined : pass(circuit);
      const first = pass(circuit);
      const slow = before ?? pass(circuit);
      const second = pass(circuit);
      circuit.report(first, 'failure');
      circuit.report(second, 'failure');
      return { circuit, slow, advance: (ms) => { now += ms; } };
    };

    it.each([['success', 'closed'], ['failure', 'open'], ['alive', 'open'], ['nothing', 'open']] as const)('waits for an attempt that was sent among the row: with %s it is %s', (verdict, state) => {
      const { circuit, slow } = failed({ isAwaited: true });
      expect(circuit.state).toBe('closed');
      circuit.report(slow, verdict);
      expect(circuit.state).toBe(state);
    });

    it('needs a whole row again after the success of one that was awaited', () => {
      const { circuit, slow } = failed({ isAwaited: true });
      circuit.report(slow, 'success');
      circuit.report(pass(circuit), 'failure');
      expect(circuit.state).toBe('closed');
      circuit.report(pass(circuit), 'failure');
      expect(circuit.state).toBe('open');
    });

    it('does not wait for one that was sent before the row, or after it', () => {
      expect(failed({ isAwaited: false }).circuit.state).toBe('open');
      const { circuit, slow } = failed({ isAwaited: true });
      pass(circuit);
      circuit.report(slow, 'failure');
      expect(circuit.state).toBe('open');
    });

    it('waits for openMs at most, and closes when the attempt succeeds all the same', () => {
      const { circuit, slow, advance } = failed({ isAwaited: true });
      advance(99);
      circuit.report(pass(circuit), 'failure');
      expect(circuit.state).toBe('closed');
      advance(1);
      circuit.report(pass(circuit), 'failure');
      expect(circuit.state).toBe('open');
      circuit.report(slow, 'success');
      expect(circuit.state).toBe('closed');
    });
  });

  it('ignores what is told by attempts from before it opened', () => {
    let now = 0;
    const circuit = new Circuit({ failuresInRow: 1, openMs: 100 }, () => now);
    const early = [pass(circuit), pass(circuit)];
    circuit.report(pass(circuit), 'failure');
    now = 50;
    for (const verdict of ['success', 'failure'] as const) circuit.report(early.pop() ?? pass(circuit), verdict);
    expect(circuit.state).toBe('open');
    expect(circuit.waitMs).toBe(50); // it is not open for longer than that
  });
});
