// Angular and NestJS still ask for it by this name. It is the same single copy of rxjs: see jest.config.ts.
module.exports = require('rxjs').operators;
