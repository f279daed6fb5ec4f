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

  it('ignores what is told from before the last change of state', () => {
    let now = 0;
    const circuit = new Circuit({ failuresInRow: 1, openMs: 100 }, () => now);
    const [early, late] = [pass(circuit), pass(circuit)];
    circuit.report(early, 'failure');
    now = 50;
    circuit.report(late, 'success');
    expect(circuit.state).toBe('open');
    circuit.report(late, 'failure');
    expect(circuit.waitMs).toBe(50); // it is not open for longer than that
  });
});
