// Jest's own way to count coverage turns the debugger on for each file of specs, which tells about every script of the process, those of
// finished specs too. Counting needs the profiler alone: see docs/decisions/0049-coverage-without-a-debugger.md.
const { CoverageInstrumenter } = require('collect-v8-coverage');

CoverageInstrumenter.prototype.startInstrumenting = async function startInstrumenting() {
  this.session.connect();
  await this.postSession('Profiler.enable');
  await this.postSession('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
};

CoverageInstrumenter.prototype.stopInstrumenting = async function stopInstrumenting() {
  const { result } = await this.postSession('Profiler.takePreciseCoverage');
  this.session.disconnect();
  return result;
};
