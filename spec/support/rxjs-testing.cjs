// The same single copy of rxjs as every spec has: see jest.config.ts.
module.exports = require('rxjs').testing;
